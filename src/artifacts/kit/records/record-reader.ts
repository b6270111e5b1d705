import { msg } from '../../../locales/messages.ts';
import type { JsonValue } from '../../../model/columns.ts';
import { derivedId } from '../../../model/ids.ts';
import type { RecordKind } from './declaration.ts';
import type { Field } from './fields.ts';
import { type Evaluation, evaluate, fillTemplate, firstOf, isValueError, keyText, type RawRow } from './raw-row.ts';
import type { Sources } from './source.ts';
import type { MaybeValue } from './value.ts';

/** Longest key of a record: it is part of addresses. */
const MAX_KEY = 200;

/** A row of a table of records. */
export type RecordRow = Record<string, JsonValue> & { key: string };

/** Reads the rows of one kind: their fields, and what tells them apart. */
export class RecordReader {
  readonly #table: string;
  readonly #kind: RecordKind;
  readonly #evaluation: Evaluation;
  readonly #fields: readonly (readonly [string, Field])[];

  constructor(table: string, kind: RecordKind, evaluation: Evaluation) {
    this.#table = table;
    this.#kind = kind;
    this.#evaluation = evaluation;
    this.#fields = Object.entries(kind.fields);
  }

  /** True where the row is one of the kind's. @throws DomainError when that cannot be decoded */
  accepts(row: RawRow, where: Sources | undefined): boolean {
    return where === undefined || isTrue(firstOf(where, row, this.#evaluation));
  }

  /** The record of a row. `part` tells its table or path from others of the same file; empty for the first. */
  read(row: RawRow, part: string): RecordRow {
    const record: RecordRow = { key: this.#key(row, part) };
    for (const [name, field] of this.#fields) {
      record[name] = field.form === 'file' ? this.#file(name, field, row) : this.#value(name, field, row);
    }
    record['sourceFile'] = row.place.fileID;
    record['sourceRow'] = row.rowid === null ? row.key : `${row.table} ${row.rowid}`;
    return record;
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

  #value(name: string, declared: Field, row: RawRow): JsonValue {
    const { context } = this.#evaluation;
    const field = `${this.#table}.${name}`;
    let isUnreadable = false;
    const notes = {
      unknownCode: (code: string): void => context.note(msg('note.unknown-code', { field: field, value: code })),
      cut: (): void => context.note(msg('note.cut-text', { field: field })),
    };
    for (const source of declared.sources) {
      try {
        const value = evaluate(source, row, this.#evaluation);
        if (value === undefined || value === null) continue;
        const read = declared.read(value, notes);
        if (read !== undefined && read !== null) return read;
        isUnreadable ||= read === undefined;
      } catch (error) {
        if (!isValueError(error)) throw error;
        isUnreadable = true;
      }
    }
    if (isUnreadable) context.note(msg('note.unreadable-value', { field }));
    return null;
  }

  #file(name: string, { sources, domain }: Field, row: RawRow): JsonValue {
    const { context } = this.#evaluation;
    let isNamed = false;
    for (const template of sources) {
      const path = typeof template === 'string' ? fillTemplate(template, row, this.#evaluation) : null;
      const place = domain === undefined ? row.place.domain : fillTemplate(domain, row, this.#evaluation);
      if (path === null || place === null) continue;
      const { fileID } = context.fileAt(place, path);
      if (fileID !== null) return fileID;
      isNamed = true;
    }
    if (isNamed) context.note(msg('note.file-not-in-backup', { field: `${this.#table}.${name}` }));
    return null;
  }
}

function isTrue(value: MaybeValue): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

/** The parts with hyphens between them; a key that is long or that a database would change is shortened to a hash. */
export function shortKey(parts: readonly string[]): string {
  const key = parts.filter((part) => part !== '').join('-');
  if (key === '') return 'all';
  if (key.length <= MAX_KEY && key.isWellFormed() && !/\p{Cc}/u.test(key)) return key;
  return derivedId(key.toWellFormed(), `${key.length}`);
}
