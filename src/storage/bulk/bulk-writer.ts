import type { TableSet } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';

/** Writes finished batches, synchronously: for the indexing worker's main thread. */
export interface BulkWriter {
  /**
   * One transaction. Sleep about 5 ms between batches, so that other writers get in.
   * @throws STORAGE_UNAVAILABLE, DISK_FULL, INTERNAL (a row does not fit its table)
   */
  write(batch: string): { readonly records: number };
  close(): void;
}

/** Opens a bulk writer on a migrated database. @throws BAD_SETTINGS, STORAGE_UNAVAILABLE */
export function openBulkWriter(options: { readonly dsn: string; readonly tables: TableSet }): BulkWriter {
  throw new DomainError('INTERNAL', options.dsn);
}
