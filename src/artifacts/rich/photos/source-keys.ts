import type { SourceTable, SqlValue } from '../../kit/source-table.ts';

const UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

/**
 * Keys of the rows of a table: the UUID that Photos gave, which stays the same on every device and in every backup; `pk`
 * and the ROWID where a row has none or shares it with another.
 */
export class SourceKeys {
  private readonly shared = new Set<string>();
  private readonly lookup: ((rowid: number) => readonly SqlValue[] | null) | null;

  constructor(table: SourceTable, column: string) {
    this.lookup = table.exists ? table.lookup([table.bounded(column, 36)]) : null;
    if (!table.has(column)) return;
    const rest =
      `WHERE typeof("${column}") = 'text' AND octet_length("${column}") = 36 ` +
      `GROUP BY "${column}" COLLATE BINARY HAVING count(*) > 1`;
    for (const [uuid] of table.rows([table.value(column)], rest)) if (typeof uuid === 'string') this.shared.add(uuid);
  }

  /** The key of a row whose UUID is at hand. */
  of(rowid: number, uuid: SqlValue): string {
    return typeof uuid === 'string' && UUID.test(uuid) && !this.shared.has(uuid) ? uuid : `pk${rowid}`;
  }

  /** The key of the row with this ROWID; null where there is none. */
  find(rowid: number | null): string | null {
    if (rowid === null) return null;
    const row = this.lookup?.(rowid) ?? null;
    return row === null ? null : this.of(rowid, row[0] ?? null);
  }
}
