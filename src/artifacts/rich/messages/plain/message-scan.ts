import type { SqlValue } from '../../../kit/source-table.ts';
import { selectMessages } from '../message-query.ts';
import type { MessageSource } from '../message-source.ts';
import type { RowidRange } from '../rowid-range.ts';
import { plainExpressions } from './plain-query.ts';

type SqlRow = readonly SqlValue[];

/** Reads a row of {@link plainExpressions}; null if the row of the message query is needed. */
export type ReadPlain<Plain> = (row: SqlRow) => Plain | null;

/**
 * The rows of `message` by ROWID, most of them from a query with few columns. Others are rows of the message query.
 *
 * Rows and errors are those of one scan with the message query, also if the table is damaged. Therefore rows are not read
 * in chunks, which are searched for in interior pages, and read a damaged page twice: SQLite checks it the first time only.
 */
export class MessageScan<Plain extends object> {
  readonly #source: MessageSource;
  readonly #range: RowidRange;
  readonly #readPlain: ReadPlain<Plain>;
  readonly #expressions: ReturnType<typeof plainExpressions>;
  #wholeRow: ((rowid: number) => SqlRow | null) | null = null;

  constructor(source: MessageSource, range: RowidRange, readPlain: ReadPlain<Plain>) {
    this.#source = source;
    this.#range = range;
    this.#readPlain = readPlain;
    this.#expressions = plainExpressions(source.table);
  }

  /** The messages with a ROWID of at least `first`. @throws as `Selection.arrays` */
  *from(first: number): Generator<Plain | SqlRow> {
    const { table } = this.#source;
    const start = Math.max(first, this.#range.first);
    let position = 0;
    for (const row of selectMessages(table, this.#expressions, start, '1', this.#range.last).arrays()) {
      const read = this.#readPlain(row) ?? this.#find(row[0]);
      if (read === null) {
        // The row is there, but a search does not lead to it.
        yield* this.#rest(start, position);
        return;
      }
      yield read;
      position++;
    }
  }

  /** The row of the message query with this ROWID; null if it cannot be found or read. */
  #find(rowid: SqlValue | undefined): SqlRow | null {
    if (typeof rowid !== 'number') return null;
    try {
      this.#wholeRow ??= this.#source.table.find(this.#source.expressions);
      return this.#wholeRow(rowid);
    } catch {
      // A failed statement throws the same error at its next use.
      this.#wholeRow = null;
      return null;
    }
  }

  /** The rows from `start` on, without the first ones. */
  *#rest(start: number, skipped: number): Generator<SqlRow> {
    let position = 0;
    for (const row of wholeRows(this.#source, this.#range, start)) if (position++ >= skipped) yield row;
  }
}

/** The rows of the message query with a ROWID of at least `first`, by ROWID. */
export function wholeRows({ table, expressions }: MessageSource, range: RowidRange, first: number): Iterable<SqlRow> {
  return selectMessages(table, expressions, Math.max(first, range.first), '1', range.last).arrays();
}
