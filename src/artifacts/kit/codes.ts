import { msg, type NoteMessage } from '../../locales/messages.ts';
import { asInteger, asShortText, type Expressions, type Row, type SourceTable } from './source-table.ts';

/** Unchanged codes (or texts) of a source row, by column name. */
export type RawCodes = { readonly [column: string]: number | string };

/** Counts a note for the ledger. */
export type Note = (note: NoteMessage, count?: number) => void;

/** Names of the codes of one column. Unknown codes are counted. */
export class Codes<Word extends string> {
  readonly #name: string;
  readonly #words: ReadonlyMap<number, Word | null>;

  /**
   * @param name name of the set of codes in the ledger
   * @param words names by code; null for a code without a meaning
   */
  constructor(name: string, words: readonly (readonly [code: number, word: Word | null])[]) {
    this.#name = name;
    this.#words = new Map(words);
  }

  /** Maps a code to its name; null for none. Unknown codes are counted through `note`. */
  word(code: number | null, note: Note): Word | null {
    if (code === null) return null;
    const word = this.#words.get(code);
    if (word === undefined) note(msg('note.unknown-code', { field: this.#name, value: code }));
    return word ?? null;
  }
}

/** Columns whose codes are kept unchanged. */
export class RawColumns<Name extends string> {
  /** The expressions that {@link read} needs, by the names of the columns. */
  readonly expressions: Expressions<Name>;
  readonly #names: readonly Name[];

  constructor(table: SourceTable, names: readonly Name[]) {
    this.#names = names;
    const entries = names.map((name) => [name, table.value(name)] as const);
    this.expressions = Object.fromEntries(entries) as Expressions<Name>;
  }

  /** The codes of a row selected with {@link expressions}; null if it has none. */
  read(row: Row<Name>): RawCodes | null {
    const codes: Record<string, number | string> = {};
    for (const name of this.#names) {
      const code = asInteger(row[name]) ?? asShortText(row[name]);
      if (code !== null) codes[name] = code;
    }
    return Object.keys(codes).length === 0 ? null : codes;
  }
}
