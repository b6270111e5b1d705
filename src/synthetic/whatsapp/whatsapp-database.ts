import type { DatabaseSync } from 'node:sqlite';
import { writeDatabase } from '../encoders/database-writer.ts';
import { peopleOf } from '../people.ts';
import { spanOf } from './dates.ts';
import { writeWhatsappMessages } from './messages.ts';
import { createWhatsappTables, finishWhatsappStore, type WhatsappGeneration, type WhatsappStore } from './schema.ts';
import { lidOf, phoneJidOf, SessionWriter } from './sessions.ts';
import { writeCalls, writeContacts, writeFacts, writeLids } from './stores.ts';
import type { WhatsappPaths, WhatsappSpec, WhatsappTruth } from './truth.ts';

/** Domains of WhatsApp's and WhatsApp Business's stores. */
export const WHATSAPP_DOMAINS = {
  whatsapp: 'AppDomainGroup-group.net.whatsapp.WhatsApp.shared',
  business: 'AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared',
} as const;

const DEFAULT_PEOPLE = 20;

/** Creates a store and fills it. */
function writeStore<T>(
  path: string,
  store: WhatsappStore,
  generation: WhatsappGeneration,
  fill: (db: DatabaseSync) => T,
): T {
  return writeDatabase(path, [], (db) => {
    createWhatsappTables(db, store, generation);
    const result = fill(db);
    finishWhatsappStore(db, store);
    return result;
  });
}

/**
 * Writes WhatsApp's stores at these paths, replacing existing files: chats with people and groups, messages of every
 * kind, address book, calls, and the numbers of LIDs. The same spec gives the same bytes.
 */
export function writeWhatsappDatabases(paths: WhatsappPaths, spec: WhatsappSpec): WhatsappTruth {
  const generation = spec.generation ?? 'lid';
  const people = peopleOf(spec.seed, spec.people ?? DEFAULT_PEOPLE);
  const { sessions, messages } = writeStore(paths.chats, 'chats', generation, (db) => {
    const writer = new SessionWriter(db, generation, spanOf(spec).start, spec.story);
    writer.writeAll(people);
    writeFacts(db, people, generation);
    return { sessions: writer.sessions, messages: writeWhatsappMessages(db, spec, generation, writer.sessions) };
  });
  if (paths.contacts !== null) writeStore(paths.contacts, 'contacts', generation, (db) => writeContacts(db, people));
  if (paths.lids !== null && generation === 'lid')
    writeStore(paths.lids, 'lids', generation, (db) => writeLids(db, people));
  const calls =
    paths.calls === null ? 0 : writeStore(paths.calls, 'calls', generation, (db) => writeCalls(db, spec, sessions));
  const { counts, examples, needles, files, replies } = messages;
  const persons = sessions.filter(({ kind }) => kind === 'direct').map(({ members }) => members[0]?.person.index);
  return {
    generation,
    messages: spec.size,
    sessions,
    chats: sessions.length - persons.length + new Set(persons).size,
    counts,
    examples,
    needles,
    files,
    replies,
    calls,
    lids: new Map(generation === 'lid' ? people.map((person) => [lidOf(person), phoneJidOf(person)]) : []),
  };
}
