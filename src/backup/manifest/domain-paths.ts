import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { isFileID } from '../file/payloads.ts';
import { TEXT } from './entry-query.ts';
import { PAGE } from './files-pages.ts';
import type { FilesQuery } from './files-query.ts';
import { LISTED, MAYBE_LISTED, NO_INDEX, ORDER, ORDER_INDEX } from './files-table.ts';

/** Rows of a domain that are sorted in memory, some 300 bytes each. */
const MAX_SORTED = 100_000;
/**
 * Rows in the order of their paths take some three times as long as those of a domain in the order of the table, which
 * are all read.
 */
const TIMES_AS_LONG = 3;
/** Lists that are sorted before the index of the order is built. */
const MAX_SORTINGS = 4;

/** A row of a list of paths. */
export interface PathRow {
  readonly fileID: string;
  readonly relativePath: string;
  readonly flags: SQLOutputValue | undefined;
}

/** Domains, and paths within a domain, by their beginning. */
export class DomainPaths {
  readonly #query: FilesQuery;
  #sortings = 0;

  constructor(query: FilesQuery) {
    this.#query = query;
  }

  /** Stored names of domains that start with `prefix`, in order, with one index seek each. */
  *domains(prefix: string): Generator<Uint8Array, void, undefined> {
    const start = Buffer.from(prefix);
    const next = (comparison: '>' | '>=', value: Uint8Array): Uint8Array | null => {
      const [row] = this.#query.orderedRows(
        `SELECT CAST(domain AS BLOB) AS name FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND domain ${comparison} ${TEXT} ORDER BY ${ORDER} LIMIT 1`,
        value,
      );
      return row?.name instanceof Uint8Array ? row.name : null;
    };
    for (let name = next('>=', start); name !== null; name = next('>', name)) {
      if (!start.equals(name.subarray(0, start.length))) return;
      yield name;
    }
  }

  /** Keys of the entries of a domain whose path starts with `prefix`, in order. */
  *paths(domain: Uint8Array, prefix: string): Generator<PathRow, void, undefined> {
    const start = Buffer.from(prefix);
    yield* this.#sorted(domain, start) ?? this.#pagesOfPaths(domain, start);
  }

  /**
   * The same at once, for the first few readers that need a list: the index of the order would be of all domains. Null if
   * the index exists or begins to pay, or if the rows are too many to hold.
   */
  #sorted(domain: Uint8Array, start: Buffer): readonly PathRow[] | null {
    if (this.#query.isOrdered || this.#query.isInPlace || this.#sortings === MAX_SORTINGS) return null;
    this.#sortings++;
    // The bytes of UTF-8 are below 255.
    const end = Buffer.from(start);
    if (end.length > 0) end.writeUInt8((end.at(-1) as number) + 1, end.length - 1);
    const index = start.length === 0 ? NO_INDEX : this.#indexOfFew(domain, start, end);
    // Otherwise SQLite takes the index of domains, or none.
    const [from, path] = index === NO_INDEX ? ['', '+relativePath'] : [`INDEXED BY "${index}"`, 'relativePath'];
    const range = start.length === 0 ? 'true' : `${path} >= ${TEXT} AND ${path} < ${TEXT}`;
    // Conditions are tested in this order, those that most rows fail first.
    const select = this.#query.prepareArrays(
      `SELECT fileID, relativePath, ${this.#query.columns.flags} FROM Files ${from}
       WHERE domain COLLATE BINARY = ${TEXT} AND ${range} AND ${MAYBE_LISTED}
       ORDER BY +relativePath COLLATE BINARY, fileID COLLATE BINARY LIMIT ?`,
    );
    const rows = select(domain, ...(start.length === 0 ? [] : [start, end]), MAX_SORTED + 1);
    if (rows.length > MAX_SORTED) return null;
    return rows
      .map(([fileID, relativePath, flags]) => ({ fileID: String(fileID), relativePath: String(relativePath), flags }))
      .filter(({ fileID }) => isFileID(fileID));
  }

  /**
   * The index of paths if there are few from `start` up to `end`, in all domains, compared with all paths of the domain;
   * otherwise {@link NO_INDEX}.
   */
  #indexOfFew(domain: Uint8Array, start: Buffer, end: Buffer): string {
    const index = this.#query.pathIndex;
    if (index === NO_INDEX) return NO_INDEX;
    const count = (rest: string, ...values: SQLInputValue[]): number =>
      Number(
        this.#query.rows(`SELECT count(*) AS count FROM (SELECT 1 FROM Files ${rest} LIMIT ?)`, ...values)[0]?.count,
      );
    const inRange = `INDEXED BY "${index}" WHERE relativePath >= ${TEXT} AND relativePath < ${TEXT}`;
    const few = count(inRange, start, end, MAX_SORTED);
    if (few < PAGE) return index;
    const enough = few * TIMES_AS_LONG;
    return count(`WHERE domain COLLATE BINARY = ${TEXT}`, domain, enough) === enough ? index : NO_INDEX;
  }

  *#pagesOfPaths(domain: Uint8Array, start: Buffer): Generator<PathRow, void, undefined> {
    let path: Uint8Array = start;
    let fileID = '';
    for (;;) {
      const rows = this.#query.orderedRows(
        `SELECT fileID, relativePath, CAST(relativePath AS BLOB) AS path, ${this.#query.columns.flags} AS flags
         FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND domain = ${TEXT} AND (relativePath, fileID) > (${TEXT}, ?)
         ORDER BY ${ORDER} LIMIT ${PAGE}`,
        domain,
        path,
        fileID,
      );
      for (const row of rows) {
        if (!(row.path instanceof Uint8Array) || !start.equals(row.path.subarray(0, start.length))) return;
        path = row.path;
        fileID = String(row.fileID);
        yield { fileID, relativePath: String(row.relativePath), flags: row.flags };
      }
      if (rows.length < PAGE) return;
    }
  }
}
