import type { App } from '../../../src/app.ts';

const SEARCH = 'artifact_search_index';

/**
 * The rows of a table, or of the search index, that one artifact run shows, as sorted JSON. Without ids of this
 * database, so that two indexes of the same backup can be compared.
 */
export async function rowsOfRun(app: App, backupId: number, runId: number, table: string): Promise<readonly string[]> {
  const rows = await app.store.read
    .selectFrom(table as 'messages')
    .selectAll()
    .where('backupId', '=', backupId)
    .where('runId', '=', runId)
    .execute();
  return rows
    .map(({ backupId: _backupId, runId: _runId, ...row }) => {
      const { id: _id, ...shown } = row as Record<string, unknown>;
      return JSON.stringify(table === SEARCH ? shown : row);
    })
    .toSorted();
}
