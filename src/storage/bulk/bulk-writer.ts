import type { TableSet } from '../../model/columns.ts';
import { parseDsn } from '../dsn.ts';
import type { Batch } from './batch.ts';

/** What one batch came to. */
export interface WriteResult {
  /** Rows written to artifact tables. */
  readonly records: number;
  /** Rows left out because their key had been written before in this run: the source names something twice. */
  readonly duplicates: number;
}

/** Writes finished batches: for the indexing worker's main thread, which SQLite holds up while it writes. */
export interface BulkWriter {
  /**
   * Writes one batch of a `BatchBuilder` in one transaction. Sleep a few milliseconds between batches, so that other
   * writers get in.
   * @throws CONFLICT (the run has ended: its lease expired, or it was cancelled), STORAGE_UNAVAILABLE, DISK_FULL, INTERNAL
   */
  write(batch: Batch): Promise<WriteResult>;
  /** Closes the connection. */
  close(): Promise<void>;
}

/** Opens a bulk writer on a migrated database. @throws BAD_SETTINGS, STORAGE_UNAVAILABLE */
export async function openBulkWriter(options: {
  readonly dsn: string;
  readonly tables: TableSet;
}): Promise<BulkWriter> {
  const parsed = parseDsn(options.dsn);
  if (parsed.engine === 'sqlite') {
    const { SqliteBulkWriter } = await import('../engines/sqlite/sqlite-bulk-writer.ts');
    return new SqliteBulkWriter(parsed.path, options.tables);
  }
  const { PostgresBulkWriter } = await import('../engines/postgres/postgres-bulk-writer.ts');
  return PostgresBulkWriter.open(parsed.address, options.tables);
}
