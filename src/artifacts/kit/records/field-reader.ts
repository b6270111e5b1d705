import { msg } from '../../../locales/messages.ts';
import type { JsonValue } from '../../../model/columns.ts';
import type { FileReference } from '../artifact.ts';
import type { Field, Fields } from './fields.ts';
import { type Evaluation, evaluate, fillTemplate, isValueError, type RawRow } from './raw-row.ts';
import type { Source } from './source.ts';

/** Reads the fields of rows. Unreadable values are null and noted. */
export class FieldReader {
  readonly #table: string;
  readonly #fields: readonly (readonly [string, Field])[];
  readonly #evaluation: Evaluation;

  /** @param table name in notes */
  constructor(table: string, fields: Fields, evaluation: Evaluation) {
    this.#table = table;
    this.#fields = Object.entries(fields);
    this.#evaluation = evaluation;
  }

  /** The values of a row by field name. */
  read(row: RawRow): Record<string, JsonValue> {
    const values: Record<string, JsonValue> = {};
    for (const [name, field] of this.#fields) {
      values[name] = field.form === 'file' ? this.#file(name, field, row) : this.#value(name, field, row);
    }
    return values;
  }

  /** State of the file of a field; `no-path` for an undeclared field. */
  fileOf(name: string, row: RawRow): FileReference {
    const field = this.#fields.find(([each]) => each === name)?.[1];
    return field === undefined ? { fileID: null, state: 'no-path' } : this.#reference(name, field, row);
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
    if (isUnreadable) this.#noteUnreadable(name);
    return null;
  }

  #file(name: string, field: Field, row: RawRow): JsonValue {
    const { fileID, state } = this.#reference(name, field, row);
    if (state === 'not-in-backup') {
      this.#evaluation.context.note(msg('note.file-not-in-backup', { field: `${this.#table}.${name}` }));
    }
    return fileID;
  }

  /** The first path of a field that is in the manifest. */
  #reference(name: string, { sources, domain }: Field, row: RawRow): FileReference {
    let state: FileReference['state'] = 'no-path';
    for (const template of sources) {
      const path = typeof template === 'string' ? this.#filled(name, template, row) : this.#pathOf(name, template, row);
      const place = domain === undefined ? row.place.domain : this.#filled(name, domain, row);
      if (path === null || place === null) continue;
      const found = this.#evaluation.context.fileAt(place, path);
      if (found.fileID !== null) return found;
      state = 'not-in-backup';
    }
    return { fileID: null, state };
  }

  /** A path computed from values of the row. */
  #pathOf(name: string, source: Source, row: RawRow): string | null {
    try {
      const path = evaluate(source, row, this.#evaluation);
      return typeof path === 'string' && path !== '' ? path : null;
    } catch (error) {
      if (!isValueError(error)) throw error;
      this.#noteUnreadable(name);
      return null;
    }
  }

  /** The filled template; null if a value is missing or cannot be decoded. */
  #filled(name: string, template: string, row: RawRow): string | null {
    try {
      return fillTemplate(template, row, this.#evaluation);
    } catch (error) {
      if (!isValueError(error)) throw error;
      this.#noteUnreadable(name);
      return null;
    }
  }

  #noteUnreadable(name: string): void {
    this.#evaluation.context.note(msg('note.unreadable-value', { field: `${this.#table}.${name}` }));
  }
}
