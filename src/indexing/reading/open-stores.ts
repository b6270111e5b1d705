import type { Backup, BackupEntry, SourceDatabase, WriteAheadLog } from '../../backup/types.ts';
import { msg, type NoteMessage, type StoredMessage } from '../../locales/messages.ts';
import { type DomainError, isDomainError } from '../../model/errors.ts';
import { type SourceFile, walStore } from '../../model/outcome.ts';
import { type ArtifactPlan, looseKeys } from '../plan.ts';

import { problemOf, type Tally } from './tally.ts';

/** What {@link openStores} fills. */
interface OpeningStores {
  /** Filled with what is open, and with what is cited. */
  readonly opened: SourceDatabase[];
  readonly sources: SourceFile[];
  readonly tally: Tally;
  /** See `Backup.openDatabase`. */
  readonly digests: boolean;
}

/**
 * Opens the databases of an artifact, and cites them. Optional ones that cannot be read are noted in the tally.
 * @throws DomainError if nothing is left to read
 */
export async function openStores(
  plan: ArtifactPlan,
  backup: Backup,
  { opened, sources, tally, digests }: OpeningStores,
): Promise<Record<string, readonly SourceDatabase[]>> {
  const stores: Record<string, readonly SourceDatabase[]> = {};
  let failure: DomainError | null = null;
  for (const [name, entries] of Object.entries(plan.stores)) {
    const databases: SourceDatabase[] = [];
    if (plan.artifact.stores[name]?.format !== 'sqlite') continue;
    for (const entry of entries) {
      try {
        const database = await backup.openDatabase(entry, { digests });
        opened.push(database);
        databases.push(database);
        const shortfall = shortfallOf(database);
        if (shortfall !== null && !plan.artifact.stores[name].enriches) tally.isShort(shortfall);
        sources.push(sourceFile(plan, name, entry, { size: database.size, sha256: await database.sha256() }));
        const { wal } = database;
        if (wal !== null) {
          sources.push(sourceFile(plan, walStore(name), wal.entry, wal));
          if (wal.isJournal) tally.note(journalNote(wal), 1);
          else if (wal.isBroken === true || isDiscarded(wal))
            tally.note(msg('note.wal-discarded', { path: wal.entry.relativePath }), 1);
          // SQLite takes a log that was cut off as one that ends there.
          else if (wal.size < (wal.entry.sizeHint ?? 0))
            tally.note(msg('note.wal-short', { path: wal.entry.relativePath }), 1);
        }
      } catch (error) {
        if (!isDomainError(error)) throw error;
        failure ??= error;
        tally.failed(error);
        // If one of several stores is broken, the others are read. Without its only store an artifact cannot be read.
        const { optional, enriches } = plan.artifact.stores[name];
        if (enriches) tally.note(msg('note.unreadable-store', { path: entry.relativePath }), 1);
        else if (optional || entries.length > 1 || hasLooseFiles(plan, backup, error))
          tally.degrade(msg('ledger.store-unreadable', { path: entry.relativePath, problem: problemOf(error) }));
        else throw error;
      }
    }
    stores[name] = databases;
  }
  const isWithoutRecords = opened.length === 0 && !hasFiles(plan);
  if (isWithoutRecords && failure !== null && !hasLooseFiles(plan, backup, failure)) throw failure;
  return stores;
}

/** The citation of a file. */
export function sourceFile(
  { artifact }: ArtifactPlan,
  store: string,
  { fileID, domain, relativePath }: BackupEntry,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): SourceFile {
  return { artifact: artifact.id, store, fileID, domain, relativePath, size, sha256 };
}

/** What is missing from an opened store; null if it is complete. */
function shortfallOf({
  entry,
  size,
  missingBytes,
  rebuiltPages,
  wal,
  walMissing,
}: SourceDatabase): StoredMessage | null {
  const path = entry.relativePath;
  if (missingBytes !== undefined) return msg('ledger.cut-short', { path, size, length: size + missingBytes });
  if (rebuiltPages !== undefined) return msg('ledger.database-damaged', { path });
  if (wal?.isBroken === true) return msg('ledger.wal-damaged', { path: wal.entry.relativePath });
  return walMissing === true ? msg('ledger.wal-missing', { path: `${path}-wal` }) : null;
}

/** Size of the header of a `-wal`, after which its frames begin. */
const WAL_HEADER_BYTES = 32;

/** True for a `-wal` with contents of which nothing could be applied: it is damaged, or belongs to another database. */
function isDiscarded({ frames, size }: WriteAheadLog): boolean {
  return frames === 0 && size > WAL_HEADER_BYTES;
}

/** What became of an unfinished transaction. */
function journalNote({ entry, frames }: WriteAheadLog): NoteMessage {
  const path = entry.relativePath;
  return frames > 0 ? msg('note.journal-applied', { path }) : msg('note.journal-discarded', { path });
}

/** True if a store that is not a database may have records. */
function hasFiles({ artifact, stores }: ArtifactPlan): boolean {
  return Object.entries(stores).some(([name, entries]) => {
    const store = artifact.stores[name];
    return store?.format === 'file' && !store.enriches && entries.length > 0;
  });
}

/** True if records can be made without the store that could not be opened. Locked stores are read after unlocking. */
function hasLooseFiles({ artifact }: ArtifactPlan, backup: Backup, failure: DomainError): boolean {
  return !isDomainError(failure, 'BACKUP_LOCKED', 'CANCELLED') && looseKeys(artifact, backup).length > 0;
}
