import type { TableSet } from '../../model/columns.ts';
import { parseDsn } from '../dsn.ts';
import type { BulkWriter } from './bulk-writer.ts';

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
