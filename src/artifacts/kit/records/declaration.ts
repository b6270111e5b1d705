import { type TextByLanguage } from '../../../locales/messages.ts';
import type { JsonValue } from '../../../model/columns.ts';
import type { ExampleColumn, ExampleContents } from '../../../model/example.ts';
import type { Area, NamesByLanguage, Privacy, Roles } from '../../../model/kind.ts';
import type { Fields } from './fields.ts';
import type { SourcePlace } from './raw-row.ts';
import type { Sources } from './source.ts';
import type { TableRows } from './sqlite-rows.ts';
import type { RecordStore } from './stores.ts';
import type { TextTable } from './text-table.ts';
import type { Value } from './value.ts';

/** Makes rows of a document whose structure no path can follow. */
export type MakeRows = (document: Value, place: SourcePlace) => Iterable<Value>;

/**
 * Where rows are in a store: in SQLite a table, in documents a path of keys in which `*` is every key or element (empty
 * for the document itself), or several of these. Tables and paths that are not there have no rows.
 */
export type RowsOf = string | readonly string[] | MakeRows;

/** Rows of one store. */
export interface RowsIn extends TableRows {
  /** Its name among {@link ArtifactFacts.stores}. */
  readonly store: string;
  readonly of: RowsOf;
  /** Rows for which this is true; all when not given. */
  readonly where?: Sources;
}

/** A kind of record: the rows of one table. */
export interface RecordKind<F extends Fields = Fields> extends TableRows {
  /** The word for `type:`. */
  readonly id: string;
  readonly name: NamesByLanguage;
  /** Name of a Lucide icon. */
  readonly icon: string;
  readonly privacy: Privacy;
  /** That of the artifact when not given. */
  readonly area?: Area;
  /** Where the rows are; in the only store, or in several. */
  readonly rows: RowsOf | RowsIn | readonly RowsIn[];
  /** Rows for which this is true; all when not given. */
  readonly where?: Sources;
  /** What tells a row from the others, where ROWIDs, keys and indexes do not. */
  readonly key?: Sources;
  /**
   * Rows with the same {@link key} become one: a column is taken from the row that comes first and has a value. `newest`
   * names a time: the rows with the latest come first, else those of the store that is declared first.
   */
  readonly merge?: { readonly newest?: keyof F & string };
  readonly fields: F;
  /** `order` is `at`, the newest first, when not given. */
  readonly show: Roles<keyof F & string>;
  /** True when absent. */
  readonly searchable?: boolean;
}

/** Values by a key, from a store that has no records of its own: names of folders, of profiles, of apps. */
export interface Lookup extends TableRows {
  readonly store: string;
  readonly of: RowsOf;
  readonly where?: Sources;
  readonly key: Sources;
  readonly value: Sources;
}

/** The properties of an artifact that are not part of its kinds. */
export interface ArtifactFacts {
  /** Stable, part of addresses. */
  readonly id: string;
  /** The name of its first kind when not given. */
  readonly title?: string;
  readonly area: Area;
  /** Raise it when the same bytes would give other rows. */
  readonly version: number;
  /** `encrypted`: iOS puts the store only into encrypted backups. */
  readonly needs: 'any' | 'encrypted';
  /** What to say when no store is there. */
  readonly absent: TextByLanguage;
  /** Evidence: on which data this was seen to work. */
  readonly seenOn: readonly string[];
  /** The only store, or the places of it. */
  readonly store?: RecordStore | readonly RecordStore[];
  /** Several stores, by the names that {@link RowsIn.store} uses. */
  readonly stores?: Readonly<Record<string, RecordStore | readonly RecordStore[]>>;
  /** For `source > name`. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
}

/** The rows of an example: columns that are left out can have any value, those of files name the file as `domain/path`. */
type ExampleRows<F extends Fields> = TextTable | readonly Readonly<Partial<Record<keyof F & string, JsonValue>>>[];

/** What a file of an example holds: as {@link ExampleContents}, and tables can be written as text. */
export type FileContentsOfExample =
  | Exclude<ExampleContents, { readonly tables: unknown }>
  | { readonly tables: Readonly<Record<string, TextTable | readonly Readonly<Record<string, ExampleColumn>>[]>> };

/** The files of an example. */
export interface ExampleFiles {
  /** What the first place of the first store holds, where that place has no wildcard. */
  readonly store?: FileContentsOfExample;
  /** Further files, by `domain/path`. */
  readonly files?: Readonly<Record<string, FileContentsOfExample>>;
}

/** An artifact of one kind. */
export interface OneKind<F extends Fields> extends ArtifactFacts, Omit<RecordKind<F>, 'area'> {
  /** Name of the SQL table. */
  readonly table: string;
  readonly example: ExampleFiles & { readonly rows: ExampleRows<F> };
}

/** An artifact of several kinds, by the names of their SQL tables. */
export interface SeveralKinds<K extends Readonly<Record<string, Fields>>> extends ArtifactFacts {
  readonly kinds: { readonly [T in keyof K]: RecordKind<K[T]> };
  readonly example: ExampleFiles & { readonly rows: { readonly [T in keyof K]: ExampleRows<K[T]> } };
}
