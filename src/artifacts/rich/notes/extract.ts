import { databaseError } from '../../../backup/source-database/database-error.ts';
import { isDomainError } from '../../../model/errors.ts';
import { type ExtractContext, type Extracted, type StorePattern, sqlite } from '../../kit/artifact.ts';
import { extractLegacy } from './legacy/extract-legacy.ts';
import { NOTES_DOMAIN } from './store/attachment-files.ts';
import { extractStore } from './store/extract-store.ts';
import { Keys } from './store/keys.ts';
import type { noteTables } from './tables.ts';

/** The note stores. A phone has one or both, so both are optional. */
export const NOTE_STORES = {
  db: sqlite(NOTES_DOMAIN, 'NoteStore.sqlite', { optional: true }),
  legacy: sqlite('HomeDomain', 'Library/Notes/notes.sqlite', { optional: true }),
} as const satisfies Record<string, StorePattern>;

type StoreName = keyof typeof NOTE_STORES;

const EXTRACTORS = { db: extractStore, legacy: extractLegacy } as const;

/**
 * Reads both stores. A failure of one does not affect the other.
 *
 * @throws the first DomainError of a store, after reading the other
 */
export function* extractNotes(context: ExtractContext<StoreName>): Generator<Extracted<typeof noteTables>> {
  const keys = { folders: new Keys(), notes: new Keys(), attachments: new Keys() };
  let failure: unknown = null;
  for (const name of Object.keys(NOTE_STORES) as StoreName[]) {
    try {
      for (const { db } of context.stores[name]) yield* EXTRACTORS[name](db, context, keys);
    } catch (error) {
      const known = databaseError(error);
      if (!isDomainError(known)) throw error;
      failure ??= known;
    }
  }
  if (failure !== null) throw failure;
}
