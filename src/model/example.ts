import type { JsonValue } from './columns.ts';

/** What a property list, archive or binary reader of an example can hold. */
export type ExampleValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | Embedded
  | readonly ExampleValue[]
  | { readonly [key: string]: ExampleValue };

/** Bytes within a value: an encoded document of its own. */
export class Embedded {
  readonly contents: DocumentContents;

  constructor(contents: DocumentContents) {
    this.contents = contents;
  }
}

/** A value of a column. */
export type ExampleColumn = null | string | number | bigint | Uint8Array | Embedded;

/** A document: a binary property list, an XML one, a keyed archive or JSON. */
export type DocumentContents =
  | { readonly plist: ExampleValue }
  | { readonly xml: ExampleValue }
  | { readonly archive: ExampleValue }
  | { readonly json: JsonValue };

/** A cookie of an example. Times are UTC milliseconds. */
export interface ExampleCookie {
  readonly domain: string;
  readonly name: string;
  readonly value: string;
  /** `/` when not given. */
  readonly path?: string;
  readonly createdAt?: number;
  /** The end of the session when not given. */
  readonly expiresAt?: number;
  readonly isSecure?: boolean;
  readonly isHttpOnly?: boolean;
}

/** What a file of an example holds. */
export type ExampleContents =
  | DocumentContents
  /** SQLite, made by statements. */
  | { readonly sql: readonly string[] }
  /** SQLite, tables with the columns of their first row; `ROWID`, `Z_PK` and `id` are the ROWID. */
  | { readonly tables: Readonly<Record<string, readonly Readonly<Record<string, ExampleColumn>>[]>> }
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  /** Cookies.binarycookies. */
  | { readonly cookies: readonly ExampleCookie[] }
  /** A dynamic lexicon. */
  | { readonly words: readonly string[] };

/** A file of an example. */
export interface ExampleFile {
  readonly domain: string;
  readonly relativePath: string;
  readonly contents: ExampleContents;
}

/** A row of an example. Columns that are left out can have any value; columns of files name the file as `domain/path`. */
export type ExampleRow = Readonly<Partial<Record<string, JsonValue>>>;

/** Small stores of an artifact and the records they hold, which have to look as on a real phone: the demo shows them. */
export interface Example {
  readonly files: readonly ExampleFile[];
  /** By table, in the order in which they are read. */
  readonly rows: Readonly<Record<string, readonly ExampleRow[]>>;
}
