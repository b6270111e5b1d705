import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import type { JsonValue } from '../../../model/columns.ts';
import type { ExampleColumn, ExampleContents } from '../../../model/example.ts';
import type { Area, KindNames, Privacy, Roles } from '../../../model/kind.ts';
import type { Fields } from './fields.ts';
import type { SourcePlace } from './raw-row.ts';
import type { Sources } from './source.ts';
import type { TableRows } from './sqlite-rows.ts';
import type { RecordStore } from './stores.ts';
import type { TextTable } from './text-table.ts';
import type { Value } from './value.ts';

/** Returns the rows of a document whose structure cannot be expressed as a path. */
export type MakeRows = (document: Value, place: SourcePlace) => Iterable<Value>;

/**
 * Rows computed from the tables of a database, such as sums by day. A database without one of `tables` has none; columns
 * that older databases do not have are up to `rows`.
 */
export interface QueryRows {
  readonly tables: readonly string[];
  readonly rows: (db: SqlDatabase, report: QueryReport) => Iterable<Value>;
}

/** Receives what computed rows are without. */
export interface QueryReport {
  /** Rows of this table are missing that others refer to. */
  readonly lost: (table: string) => void;
  /** So many series have their points in another file, whose form is not known. */
  readonly elsewhere: (path: string, count: number) => void;
}

/**
 * Location of rows in a store: in SQLite a table, in documents a path of keys in which `*` is every key or element
 * (empty for the document itself), or several of these. Missing tables and paths have no rows.
 */
export type RowsOf = string | readonly string[] | MakeRows | QueryRows;

/** Rows of one store. */
export interface RowsIn extends TableRows {
  /** Name in {@link ArtifactFacts.stores}. */
  readonly store: string;
  readonly of: RowsOf;
  /** Condition for rows. Default: all. */
  readonly where?: Sources;
}

/** True for {@link QueryRows}. */
export function isQuery(of: RowsOf): of is QueryRows {
  return typeof of === 'object' && 'rows' in of;
}

/** A kind of record: the rows of one table. */
export interface RecordKind<F extends Fields = Fields> extends TableRows {
  /** The value of `type:` in searches. */
  readonly id: string;
  /** One record, and several: in English, as all texts here; other languages are in `src/locales`. */
  readonly name: KindNames;
  /** Name of a Lucide icon. */
  readonly icon: string;
  readonly privacy: Privacy;
  /** Default: that of the artifact. */
  readonly area?: Area;
  /** A phone can have hundreds of thousands; see `TableDefinition`. */
  readonly large?: true;
  /** Location of the rows, in the only store or in several. */
  readonly rows: RowsOf | RowsIn | readonly RowsIn[];
  /** Condition for rows. Default: all. */
  readonly where?: Sources;
  /** Source of the key, if ROWIDs, keys and indexes are not suitable. */
  readonly key?: Sources;
  /**
   * Merges rows with the same {@link key}: each column comes from the first row that has a value. `newest` is a time
   * column: rows with the latest time are first, otherwise those of the first declared store.
   */
  readonly merge?: { readonly newest?: keyof F & string };
  readonly fields: F;
  /** Default of `order`: `at`, newest first. */
  readonly show: Roles<keyof F & string>;
  /** Default: true. */
  readonly searchable?: boolean;
}

/** Values by key from a store without records of its own: names of folders, profiles, apps. */
export interface Lookup extends TableRows {
  readonly store: string;
  readonly of: RowsOf;
  readonly where?: Sources;
  readonly key: Sources;
  readonly value: Sources;
}

/** The properties of an artifact that are not part of its kinds. */
export interface ArtifactFacts {
  /** Stable id, part of URLs. */
  readonly id: string;
  /** Default: the name of its first kind. */
  readonly title?: string;
  readonly area: Area;
  /** Incremented when the same bytes give other rows. */
  readonly version: number;
  /** `encrypted`: iOS includes the store in encrypted backups only. */
  readonly needs: 'any' | 'encrypted';
  /** Explanation shown if no store exists. */
  readonly absent: string;
  /** Data on which the reader was verified. */
  readonly seenOn: readonly string[];
  /** The only store, or its alternative places. */
  readonly store?: RecordStore | readonly RecordStore[];
  /** Several stores, by the names that {@link RowsIn.store} uses. */
  readonly stores?: Readonly<Record<string, RecordStore | readonly RecordStore[]>>;
  /** Lookups for `source > name`. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
}

/** Rows of an example. Omitted columns can have any value; file columns have the file as `domain/path`. */
type ExampleRows<F extends Fields> = TextTable | readonly Readonly<Partial<Record<keyof F & string, JsonValue>>>[];

/** Contents of a file of an example: {@link ExampleContents}, with tables optionally written as text. */
export type FileContentsOfExample =
  | Exclude<ExampleContents, { readonly tables: unknown }>
  | { readonly tables: Readonly<Record<string, TextTable | readonly Readonly<Record<string, ExampleColumn>>[]>> };

/** The files of an example. */
export interface ExampleFiles {
  /** Contents of the first place of the first store; the place must not have wildcards. */
  readonly store?: FileContentsOfExample;
  /** More files, by `domain/path`. */
  readonly files?: Readonly<Record<string, FileContentsOfExample>>;
}

/** An artifact of one kind. */
export interface OneKind<F extends Fields> extends ArtifactFacts, Omit<RecordKind<F>, 'area'> {
  /** Name of the SQL table. */
  readonly table: string;
  readonly example: ExampleFiles & { readonly rows: ExampleRows<F> };
}

/** An artifact of several kinds, by their SQL tables. */
export interface SeveralKinds<K extends Readonly<Record<string, Fields>>> extends ArtifactFacts {
  readonly kinds: { readonly [T in keyof K]: RecordKind<K[T]> };
  readonly example: ExampleFiles & { readonly rows: { readonly [T in keyof K]: ExampleRows<K[T]> } };
}
