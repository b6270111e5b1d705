import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { FilesQuery } from './files-query.ts';

/** Rows read at a time. No cursor stays open between pages, so the caller may pause. */
export const PAGE = 1000;

/**
 * Key and columns of the rows as they come: building the index of the order first would take several times as long. A
 * table that leads back to itself ends.
 */
export function* pagesOfFiles(
  query: FilesQuery,
  columns: string,
  condition: string,
): Generator<readonly (readonly SQLOutputValue[])[], void, undefined> {
  const [table] = query.rows("SELECT wr FROM pragma_table_list('Files')");
  const key = table?.wr === 1 ? 'fileID' : 'rowid';
  const after = query.prepareArrays(
    `SELECT ${key}, ${columns} FROM Files NOT INDEXED
     WHERE ${key} > ? AND ${condition} ORDER BY ${key} LIMIT ${PAGE}`,
  );
  let last: SQLInputValue = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = after(last);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)?.[0] ?? null;
  }
}
