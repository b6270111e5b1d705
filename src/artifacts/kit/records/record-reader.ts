import type { JsonValue } from '../../../model/columns.ts';
import { derivedId } from '../../../model/ids.ts';
import type { RecordKind } from './declaration.ts';
import { FieldReader } from './field-reader.ts';
import { type Evaluation, firstOf, isValueError, keyText, type RawRow } from './raw-row.ts';
import type { Sources } from './source.ts';
import { sourceOf } from './source-columns.ts';
import type { MaybeValue } from './value.ts';

/** Longest key of a record: it is part of addresses. */
const MAX_KEY = 200;

/** A row of a table of records. */
export type RecordRow = Record<string, JsonValue> & { key: string };

/** Reads the rows of one kind: their fields, and what tells them apart. */
export class RecordReader {
  readonly #kind: RecordKind;
  readonly #evaluation: Evaluation;
  readonly #fields: FieldReader;

  constructor(table: string, kind: RecordKind, evaluation: Evaluation) {
    this.#kind = kind;
    this.#evaluation = evaluation;
    this.#fields = new FieldReader(table, kind.fields, evaluation);
  }

  /** True where the row is one of the kind's. @throws DomainError when that cannot be decoded */
  accepts(row: RawRow, where: Sources | undefined): boolean {
    return where === undefined || isTrue(firstOf(where, row, this.#evaluation));
  }

  /** The record of a row. `part` tells its table or path from others of the same file; empty for the first. */
  read(row: RawRow, part: string): RecordRow {
    const record: RecordRow = { key: this.#key(row, part) };
    return Object.assign(record, this.#fields.read(row), sourceOf(row));
  }

  #key(row: RawRow, part: string): string {
    const { key: declared, merge } = this.#kind;
    const own = declared === undefined ? undefined : this.#tried(() => firstOf(declared, row, this.#evaluation));
    if (own === undefined || own === null || own === '') return shortKey([row.place.prefix, part, row.key]);
    const text = keyText(own);
    // Rows of several stores meet under the same key.
    return shortKey(merge === undefined ? [row.place.prefix, text] : [text]);
  }

  #tried(read: () => MaybeValue): MaybeValue {
    try {
      return read();
    } catch (error) {
      if (!isValueError(error)) throw error;
      return undefined;
    }
  }
}

/** True for a value that means yes: anything but none, 0, false and empty. */
export function isTrue(value: MaybeValue): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== 0n && value !== '';
}

/** The parts with hyphens between them; a key that is long or that a database would change is shortened to a hash. */
export function shortKey(parts: readonly string[]): string {
  const key = parts.filter((part) => part !== '').join('-');
  if (key === '') return 'all';
  if (key.length <= MAX_KEY && key.isWellFormed() && !/\p{Cc}/u.test(key)) return key;
  return derivedId(key.toWellFormed(), `${key.length}`);
}
