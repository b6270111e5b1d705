import { msg } from '../../../locales/messages.ts';
import type { JsonValue } from '../../../model/columns.ts';
import type { Field, Fields } from './fields.ts';
import { type Evaluation, evaluate, fillTemplate, isValueError, type RawRow } from './raw-row.ts';

/** Reads the fields of rows; what cannot be read is null and noted. */
export class FieldReader {
  readonly #table: string;
  readonly #fields: readonly (readonly [string, Field])[];
  readonly #evaluation: Evaluation;

  /** @param table for the notes */
  constructor(table: string, fields: Fields, evaluation: Evaluation) {
    this.#table = table;
    this.#fields = Object.entries(fields);
    this.#evaluation = evaluation;
  }

  /** The values of a row by the names of the fields. */
  read(row: RawRow): Record<string, JsonValue> {
    const values: Record<string, JsonValue> = {};
    for (const [name, field] of this.#fields) {
      values[name] = field.form === 'file' ? this.#file(name, field, row) : this.#value(name, field, row);
    }
    return values;
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
      const path = typeof template === 'string' ? this.#filled(template, row) : null;
      const place = domain === undefined ? row.place.domain : this.#filled(domain, row);
      if (path === null || place === null) continue;
      const { fileID } = context.fileAt(place, path);
      if (fileID !== null) return fileID;
      isNamed = true;
    }
    if (isNamed) context.note(msg('note.file-not-in-backup', { field: `${this.#table}.${name}` }));
    return null;
  }

  /** Null where a value of the template is missing, or cannot be decoded. */
  #filled(template: string, row: RawRow): string | null {
    try {
      return fillTemplate(template, row, this.#evaluation);
    } catch (error) {
      if (!isValueError(error)) throw error;
      return null;
    }
  }
}
