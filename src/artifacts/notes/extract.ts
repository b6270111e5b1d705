import { databaseError } from '../../backup/source-database/database-error.ts';
import { isDomainError } from '../../model/errors.ts';
import type { ExtractContext, Extracted } from '../artifact.ts';
import { extractLegacy } from './legacy/extract-legacy.ts';
import { extractStore } from './store/extract-store.ts';
import { Keys } from './store/keys.ts';
import type { noteTables } from './tables.ts';

/** The stores, where the manifest has them, and what reads them. */
const STORES = {
  db: { domain: 'AppDomainGroup-group.com.apple.notes', path: 'NoteStore.sqlite', extract: extractStore },
  legacy: { domain: 'HomeDomain', path: 'Library/Notes/notes.sqlite', extract: extractLegacy },
} as const;

/** Names of the stores. */
export type NoteStores = keyof typeof STORES;

/**
 * Reads both stores of notes. Each is optional to the plan, since either can be the only one; so one that the backup
 * lists but that could not be opened is told here, for its notes are missing. A broken one leaves the other whole.
 *
 * @throws the first DomainError of a store, after the other was read
 */
export function* extractNotes(context: ExtractContext<NoteStores>): Generator<Extracted<typeof noteTables>> {
  const keys = { folders: new Keys(), notes: new Keys(), attachments: new Keys() };
  let failure: unknown = null;
  for (const name of Object.keys(STORES) as NoteStores[]) {
    const { domain, path, extract } = STORES[name];
    const databases = context.stores[name];
    if (databases.length === 0 && context.fileAt(domain, path).fileID !== null)
      context.lost(`${path} cannot be opened`);
    try {
      for (const { db } of databases) yield* extract(db, context, keys);
    } catch (error) {
      const known = databaseError(error);
      if (!isDomainError(known)) throw error;
      failure ??= known;
    }
  }
  if (failure !== null) throw failure;
}
