import type { Lookup, SourceTable, SqlValue } from '../../kit/source-table.ts';

const UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

/**
 * Keys of the rows of a table: the UUID of Photos, which is the same on every device and in every backup; `pk` and the
 * ROWID if the UUID is missing or a duplicate.
 */
export class SourceKeys {
  readonly #shared = new Set<string>();
  readonly #lookup: Lookup<'uuid'> | null;

  constructor(table: SourceTable, column: string) {
    this.#lookup = table.exists ? table.lookup({ uuid: table.bounded(column, 36) }) : null;
    if (!table.has(column)) return;
    const rest =
      `WHERE typeof("${column}") = 'text' AND octet_length("${column}") = 36 ` +
      `GROUP BY "${column}" COLLATE BINARY HAVING count(*) > 1`;
    for (const { uuid } of table.rows({ uuid: table.value(column) }, rest)) {
      if (typeof uuid === 'string') this.#shared.add(uuid);
    }
  }

  /** The key of a row with this UUID. */
  of(rowid: number, uuid: SqlValue): string {
    return typeof uuid === 'string' && UUID.test(uuid) && !this.#shared.has(uuid) ? uuid : `pk${rowid}`;
  }

  /** The key of the row with this ROWID; null if missing. */
  find(rowid: number | null): string | null {
    if (rowid === null) return null;
    const row = this.#lookup?.(rowid) ?? null;
    return row === null ? null : this.of(rowid, row.uuid);
  }
}
