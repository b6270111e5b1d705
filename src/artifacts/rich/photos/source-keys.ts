import { isSqliteError } from '../../../backup/source-database/sqlite-error.ts';
import type { Lookup, SourceTable, SqlValue } from '../../kit/source-table.ts';

const UUID_LENGTH = 36;
/** Rows asked for before it pays to read the keys of all. */
const ASKED_BEFORE_ALL = 500;
/** Keys kept: about 100 bytes each. */
const MAX_KEPT = 200_000;

/**
 * Keys of the rows of a table: the UUID of Photos, which is the same on every device and in every backup; `pk` and the
 * ROWID if the UUID is missing or a duplicate.
 */
export class SourceKeys {
  readonly #shared = new Set<string>();
  readonly #table: SourceTable;
  readonly #uuid: string;
  readonly #lookup: Lookup<'uuid'> | null;
  /** Keys by ROWID, once many were asked for. */
  readonly #known = new Map<number, string>();
  #asked = 0;

  constructor(table: SourceTable, column: string) {
    this.#table = table;
    this.#uuid = table.bounded(column, UUID_LENGTH);
    this.#lookup = table.exists ? table.lookup({ uuid: this.#uuid }) : null;
    if (!table.has(column)) return;
    const rest =
      `WHERE typeof("${column}") = 'text' AND octet_length("${column}") = 36 ` +
      `GROUP BY "${column}" COLLATE BINARY HAVING count(*) > 1`;
    for (const { uuid } of table.rows({ uuid: table.value(column) }, rest)) {
      if (typeof uuid === 'string') this.#shared.add(uuid);
    }
  }

  /** True if several rows have the same UUID. */
  get hasShared(): boolean {
    return this.#shared.size > 0;
  }

  /** The key of a row with this UUID. */
  of(rowid: number, uuid: SqlValue): string {
    const known = this.#known.get(rowid);
    if (known !== undefined) return known;
    // A set that is asked about each of many texts makes V8 keep them all.
    const isOwn = typeof uuid === 'string' && isUuid(uuid) && (this.#shared.size === 0 || !this.#shared.has(uuid));
    return isOwn ? uuid : `pk${rowid}`;
  }

  /** The key of the row with this ROWID; null if missing. */
  find(rowid: number | null): string | null {
    if (rowid === null) return null;
    if (++this.#asked === ASKED_BEFORE_ALL) this.#readAll();
    const known = this.#known.get(rowid);
    if (known !== undefined) return known;
    const row = this.#lookup?.(rowid) ?? null;
    return row === null ? null : this.of(rowid, row.uuid);
  }

  /** Reads keys up to the first damaged row. Others are looked up, which reports the damage. */
  #readAll(): void {
    if (!this.#table.exists) return;
    const expressions = { rowid: this.#table.rowid, uuid: this.#uuid };
    try {
      for (const [rowid, uuid] of this.#table.select(expressions, `LIMIT ${MAX_KEPT}`).arrays()) {
        if (typeof rowid === 'number') this.#known.set(rowid, this.of(rowid, uuid ?? null));
      }
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
  }
}

/** A regular expression would take ten times as long. */
function isUuid(text: string): boolean {
  if (text.length !== UUID_LENGTH) return false;
  for (let at = 0; at < UUID_LENGTH; at++) {
    const code = text.charCodeAt(at);
    const isHyphen = at === 8 || at === 13 || at === 18 || at === 23;
    if (isHyphen ? code !== 0x2d : !isHexDigit(code)) return false;
  }
  return true;
}

/** 0–9, A–F, a–f. */
function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}
