import type { JsonValue } from '../../../model/columns.ts';
import { derivedId } from '../../../model/ids.ts';
import type { RecordKind } from './declaration.ts';
import { FieldReader } from './field-reader.ts';
import { type Evaluation, firstOf, isValueError, keyText, type RawRow } from './raw-row.ts';
import type { Sources } from './source.ts';
import { sourceOf } from './source-columns.ts';
import type { MaybeValue } from './value.ts';

/** Maximum length of a record key, which is part of URLs. */
const MAX_KEY = 200;

/** A row of a record table. */
export type RecordRow = Record<string, JsonValue> & { key: string };

/** Reads the rows of one kind: fields and keys. */
export class RecordReader {
  readonly #kind: RecordKind;
  readonly #evaluation: Evaluation;
  readonly #fields: FieldReader;

  constructor(table: string, kind: RecordKind, evaluation: Evaluation) {
    this.#kind = kind;
    this.#evaluation = evaluation;
    this.#fields = new FieldReader(table, kind.fields, evaluation);
  }

  /** True if the row fulfils the condition. @throws DomainError if the condition cannot be decoded */
  accepts(row: RawRow, where: Sources | undefined): boolean {
    return where === undefined || isTrue(firstOf(where, row, this.#evaluation));
  }

  /** The record of a row. `part` distinguishes tables or paths of the same file; empty for the first. */
  read(row: RawRow, part: string): RecordRow {
    const record: RecordRow = { key: this.#key(row, part) };
    return this.#withoutOrigin(Object.assign(record, this.#fields.read(row), sourceOf(row)));
  }

  /** Apps store (0, 0) for no place. */
  #withoutOrigin(record: RecordRow): RecordRow {
    const { latitude = '', longitude = '' } = this.#kind.show.place ?? {};
    if (record[latitude] === 0 && record[longitude] === 0)
      Object.assign(record, { [latitude]: null, [longitude]: null });
    return record;
  }

  #key(row: RawRow, part: string): string {
    const { key: declared, merge } = this.#kind;
    const own = declared === undefined ? undefined : this.#tried(() => firstOf(declared, row, this.#evaluation));
    if (own === undefined || own === null || own === '') return shortKey([row.place.prefix, part, row.key]);
    const text = keyText(own);
    // Rows of several stores are merged by the same key.
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

/** True for a truthy value: anything but missing, 0, false and empty. */
export function isTrue(value: MaybeValue): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== 0n && value !== '';
}

/** The parts joined with hyphens. A key that is too long or that a database would change is replaced by a hash. */
export function shortKey(parts: readonly string[]): string {
  const key = parts.filter((part) => part !== '').join('-');
  if (key === '') return 'all';
  if (key.length <= MAX_KEY && key.isWellFormed() && !/\p{Cc}/u.test(key)) return key;
  return derivedId(key.toWellFormed(), `${key.length}`);
}
