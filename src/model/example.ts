import type { JsonValue } from './columns.ts';

/** The values that the writers of property lists, archives and binary files accept. */
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

/** Bytes within a value: an encoded document. */
export class Embedded {
  readonly contents: DocumentContents;

  constructor(contents: DocumentContents) {
    this.contents = contents;
  }
}

/** Value of a column. */
export type ExampleColumn = null | string | number | bigint | Uint8Array | Embedded;

/** A document: a binary or XML property list, a keyed archive or JSON. */
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
  /** Default: `/`. */
  readonly path?: string;
  readonly createdAt?: number;
  /** Default: a session cookie. */
  readonly expiresAt?: number;
  readonly isSecure?: boolean;
  readonly isHttpOnly?: boolean;
}

/** Contents of a file of an example. */
export type ExampleContents =
  | DocumentContents
  /** An SQLite database made by statements. */
  | { readonly sql: readonly string[] }
  /** An SQLite database: tables with the columns of their first row; `ROWID`, `Z_PK` and `id` are the ROWID. */
  | { readonly tables: Readonly<Record<string, readonly Readonly<Record<string, ExampleColumn>>[]>> }
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  /** A `Cookies.binarycookies` file. */
  | { readonly cookies: readonly ExampleCookie[] }
  /** A log of property lists, each behind its length. */
  | { readonly log: readonly ExampleValue[] }
  /** A keyboard lexicon. */
  | { readonly words: readonly string[] };

/** A file of an example. */
export interface ExampleFile {
  readonly domain: string;
  readonly relativePath: string;
  readonly contents: ExampleContents;
}

/** A row of an example. Omitted columns can have any value; columns of files name the file as `domain/path`. */
export type ExampleRow = Readonly<Partial<Record<string, JsonValue>>>;

/**
 * Small stores of an artifact and the records they contain. They must look like those of a real iPhone: the demo shows
 * them.
 */
export interface Example {
  readonly files: readonly ExampleFile[];
  /** Rows by table, in reading order. */
  readonly rows: Readonly<Record<string, readonly ExampleRow[]>>;
}
