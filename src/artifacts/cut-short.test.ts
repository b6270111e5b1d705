import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { readCutShort } from '../../test/support/artifacts/destroyed-pages.ts';
import { extractDamaged, extractFiles } from '../../test/support/artifacts/extract-files.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { isFull } from '../../test/support/depth.ts';
import { itForSome } from '../../test/support/some-rows.ts';
import { writeLegacyMessagesDatabase } from '../../test/synthetic/messages/messages-database-legacy.ts';
import { writeLegacyNotesDatabase } from '../../test/synthetic/notes/legacy.ts';
import { isDomainError } from '../model/errors.ts';
import { writeCalendarDatabase } from '../synthetic/calendar/calendar-database.ts';
import { writeCallsDatabase } from '../synthetic/calls/calls-database.ts';
import { writeContactsDatabase } from '../synthetic/contacts/contacts-database.ts';
import { exampleBytes } from '../synthetic/examples/example-bytes.ts';
import { writeMessagesDatabase } from '../synthetic/messages/messages-database.ts';
import { writeNotesDatabase } from '../synthetic/notes/notes-database.ts';
import { writePhotosDatabase } from '../synthetic/photos/photos-database.ts';
import { writeWhatsappDatabases } from '../synthetic/whatsapp/whatsapp-database.ts';
import type { ArtifactDefinition } from './kit/artifact.ts';
import { catalog } from './load-catalog.ts';
import { calendar } from './rich/calendar/index.ts';
import { calls } from './rich/calls/index.ts';
import { contacts } from './rich/contacts/index.ts';
import { messages } from './rich/messages/index.ts';
import { notes } from './rich/notes/index.ts';
import { photos } from './rich/photos/index.ts';
import { whatsapp } from './rich/whatsapp/index.ts';

/** Shares of the pages that are left of a file, as when its copying was interrupted. */
const SHARES = isFull ? [0.3, 0.45, 0.6, 0.75, 0.9] : [0.9];

const databases = catalog.flatMap((artifact) =>
  (artifact.example?.files ?? []).flatMap((file, index) => {
    const bytes = exampleBytes(file.contents);
    return Buffer.from(bytes.subarray(0, 6)).equals(Buffer.from('SQLite'))
      ? [[`${artifact.id} (${file.relativePath})`, artifact, index, bytes] as const]
      : [];
  }),
);

const seed = 'cut short';

const WHATSAPP = {
  db: 'chats',
  contacts: 'contacts',
  calls: 'calls',
  lids: 'lids',
} as const;

function whatsappStore(name: keyof typeof WHATSAPP) {
  return (path: string): void => {
    const folder = tempFolder();
    const paths = Object.fromEntries(Object.values(WHATSAPP).map((each) => [each, join(folder, each)]));
    paths[WHATSAPP[name]] = path;
    writeWhatsappDatabases(paths as Record<(typeof WHATSAPP)[keyof typeof WHATSAPP], string>, {
      seed,
      size: 400,
      people: 8,
    });
  };
}

/** Without its schema nothing of a database can be read: the triggers of messages are at its end. */
function putSchemaFirst(path: string): void {
  const db = new DatabaseSync(path);
  for (const { name } of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all())
    db.exec(`DROP TRIGGER "${String(name)}"`);
  db.exec('VACUUM');
  db.close();
}

const RICH: readonly (readonly [string, ArtifactDefinition, store: string, write: (path: string) => void])[] = [
  [
    'messages',
    messages,
    'db',
    (path) => {
      writeMessagesDatabase(path, { seed: 1, size: 600 });
      putSchemaFirst(path);
    },
  ],
  ['messages of iOS 5', messages, 'db', (path) => writeLegacyMessagesDatabase(path, { seed, size: 200 })],
  ['WhatsApp', whatsapp, 'db', whatsappStore('db')],
  ['calls of WhatsApp', whatsapp, 'calls', whatsappStore('calls')],
  ['photos', photos, 'db', (path) => writePhotosDatabase(path, { seed, size: 120, generation: 26 })],
  ['photos of iOS 13', photos, 'db', (path) => writePhotosDatabase(path, { seed, size: 120, generation: 13 })],
  ['notes', notes, 'db', (path) => writeNotesDatabase(path, { seed, size: 60 })],
  ['notes of iOS 8', notes, 'legacy', (path) => writeLegacyNotesDatabase(path, { seed, size: 60 })],
  ['contacts', contacts, 'db', (path) => writeContactsDatabase(path, `${path}-images`, { seed, people: 80 })],
  ['calls', calls, 'history', (path) => writeCallsDatabase(path, { seed, calls: 200, generation: 18 })],
  ['calls of iOS 6', calls, 'legacy', (path) => writeCallsDatabase(path, { seed, calls: 200, generation: 6 })],
  ['calendar', calendar, 'db', (path) => writeCalendarDatabase(path, { seed, events: 120 })],
];

describe('a database that was cut short gives what is on the pages that are left', () => {
  // All are read by the same reader.
  itForSome(databases, (_database, index) => index % 8 === 0)('%s', ([_name, artifact, index, intact]) => {
    const files = (artifact.example?.files ?? []).map(({ domain, relativePath, contents }) => ({
      domain,
      relativePath,
      bytes: exampleBytes(contents),
    }));
    const read = (bytes: Uint8Array) => {
      try {
        return extractFiles(
          artifact,
          files.map((file, at) => (at === index ? { ...file, bytes } : file)),
        );
      } catch (error) {
        if (!isDomainError(error)) throw error;
        return null;
      }
    };
    expect(readCutShort(read, intact, SHARES).violations).toEqual([]);
  });

  it.each(RICH)('%s', (_name, artifact, store, write) => {
    const path = join(tempFolder(), 'database');
    write(path);
    const report = readCutShort((bytes) => extractDamaged(artifact, store, bytes), readFileSync(path), SHARES);
    expect(report.violations).toEqual([]);
    expect(report.expected).toBeGreaterThan(10);
  });
});
