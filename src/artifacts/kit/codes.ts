import { msg, type NoteMessage } from '../../locales/messages.ts';
import { asInteger, asShortText, type SourceTable, type SqlValue } from './source-table.ts';

/** Codes (and words) of a row of the source as they are, by the name of their column. */
export type RawCodes = { readonly [column: string]: number | string };

/** Is told of everything that is worth counting. */
export type Note = (note: NoteMessage) => void;

/** A set of codes with their words. Codes nobody knows have none, and are counted. */
export class Codes<Word extends string> {
  readonly #name: string;
  readonly #words: ReadonlyMap<number, Word | null>;

  /**
   * @param name how the codes are called in the ledger
   * @param words by code; null for a code that says nothing
   */
  constructor(name: string, words: readonly (readonly [code: number, word: Word | null])[]) {
    this.#name = name;
    this.#words = new Map(words);
  }

  /** The word of a code, null for none; `note` is told of a code nobody knows. */
  word(code: number | null, note: Note): Word | null {
    if (code === null) return null;
    const word = this.#words.get(code);
    if (word === undefined) note(msg('note.unknown-code', { field: this.#name, value: code }));
    return word ?? null;
  }
}

/** Columns whose codes are kept as they are. */
export class RawColumns {
  /** What to select for {@link read}. */
  readonly expressions: readonly string[];
  readonly #names: readonly string[];

  constructor(table: SourceTable, names: readonly string[]) {
    this.#names = names;
    this.expressions = names.map((name) => table.value(name));
  }

  /** What is there, from the part of a row that {@link expressions} selected; null for none. */
  read(values: readonly SqlValue[]): RawCodes | null {
    const codes: Record<string, number | string> = {};
    for (const [index, name] of this.#names.entries()) {
      const code = asInteger(values[index]) ?? asShortText(values[index]);
      if (code !== null) codes[name] = code;
    }
    return Object.keys(codes).length === 0 ? null : codes;
  }
}
