import type { Excerpt } from '../../backup/source-database/excerpt.ts';
import type { SourceDatabase } from '../../backup/types.ts';
import type { LostMessage, NoteMessage } from '../../locales/messages.ts';
import type { RowOf, TableSet, ValuesOf } from '../../model/columns.ts';
import type { Example } from '../../model/example.ts';
import type { Area, KindDeclaration } from '../../model/kind.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { ChatTableNames } from './chats/table-names.ts';
import type { Column } from './growth/packed-columns.ts';

export { locationFacts, type SearchDocument } from '../../model/search-document.ts';

/** Globs (`*`, `**`, `?`) of a domain and of a path in it. */
export interface StorePlace {
  readonly domain: string;
  readonly path: string;
}

/**
 * Location of a store. Every match of every place is read.
 *
 * - `sqlite`: opened as a database, {@link ExtractContext.stores}
 * - `file`: bytes that the artifact decodes itself, {@link ExtractContext.files}
 */
export interface StorePattern {
  readonly format: 'sqlite' | 'file';
  readonly places: readonly StorePlace[];
  /** True if the artifact can be read without it. If all stores are optional, one of them is required. */
  readonly optional: boolean;
  /**
   * True for a store without records of its own, only details for those of other stores. Failing to open it is only
   * noted.
   */
  readonly enriches: boolean;
}

/** Options of a store. */
export interface StoreOptions {
  /** See {@link StorePattern.optional}. */
  readonly optional?: boolean;
  /** See {@link StorePattern.enriches}; implies optional. */
  readonly enriches?: boolean;
}

/** A SQLite store at each of the paths in each of the domains. */
export function sqlite(
  domain: string | readonly string[],
  path: string | readonly string[],
  options: StoreOptions = {},
): StorePattern {
  return store('sqlite', domain, path, options);
}

/**
 * A store of files (property list, archive, JSON, or files that are records themselves), located like {@link sqlite}.
 */
export function bytes(
  domain: string | readonly string[],
  path: string | readonly string[],
  options: StoreOptions = {},
): StorePattern {
  return store('file', domain, path, options);
}

function store(
  format: StorePattern['format'],
  domains: string | readonly string[],
  paths: string | readonly string[],
  { optional = false, enriches = false }: StoreOptions,
): StorePattern {
  const places = [domains].flat().flatMap((domain) => [paths].flat().map((path) => ({ domain, path })));
  return { format, places, optional: optional || enriches, enriches };
}

/** A file of a store with the format `file`. */
export interface SourceFileBytes {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** From the manifest; null if it has none. */
  readonly size: number | null;
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly state: 'present' | 'payload-missing';
  /**
   * The decrypted contents, read on demand and cited with their SHA-256.
   * @throws DomainError LIMIT_EXCEEDED (more than `maxBytes`), PAYLOAD_MISSING, BACKUP_LOCKED, DAMAGED_BACKUP
   */
  read(maxBytes?: number): Uint8Array;
  /**
   * `length` bytes from `position` on, without reading the rest; not cited. Fewer at the end of the file, where up to 16
   * bytes of padding count as contents if it is encrypted.
   * @throws DomainError as {@link read}
   */
  readPart(position: number, length: number): Uint8Array;
}

/** State of a file that a record refers to. */
export interface FileReference {
  readonly fileID: string | null;
  /**
   * - `present`: listed, with a payload
   * - `payload-missing`: listed, without a payload
   * - `not-in-backup`: the path is not in the manifest
   * - `no-path`: the record has no path
   */
  readonly state: 'present' | 'payload-missing' | 'not-in-backup' | 'no-path';
}

/** A file that is itself a record, for example a picture that no library lists. */
export interface LooseFile {
  readonly fileID: string;
  readonly relativePath: string;
  /** From the manifest; null if it has none. */
  readonly size: number | null;
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly state: 'present' | 'payload-missing';
}

/** A part of an artifact's records: number `index` of `of`, in key order. */
export interface Slice {
  readonly index: number;
  readonly of: number;
}

/** What an artifact can use of the backup during extraction. */
export interface ExtractContext<S extends string> {
  /** The opened matches of each store, ordered by domain and path; never empty for a required store. */
  readonly stores: Readonly<Record<S, readonly SourceDatabase[]>>;
  /** The files of each store with the format `file`, ordered by domain and path. */
  readonly files: Readonly<Record<S, readonly SourceFileBytes[]>>;
  /** The file at (domain, path), for contents that a record refers to. Null if it is not in the manifest. */
  file(domain: string, relativePath: string): SourceFileBytes | null;
  /** The artifact's {@link ArtifactDefinition.looseFiles}, by path: files that no readable store lists. */
  readonly looseFiles: readonly LooseFile[];
  /** State of the file at (domain, path), by key lookup in the manifest. */
  fileAt(domain: string, relativePath: string): FileReference;
  /** ISO country of the phone's owner, if known: the default region of phone numbers. */
  readonly region: string | null;
  /** Counts a note for the ledger: `msg('note.system-albums')`. */
  note(note: NoteMessage, count?: number): void;
  /** Adds to the number of records in the source. */
  found(count: number): void;
  /**
   * Reports records that were skipped or read partially; `count` is 0 if their number is unknown. The outcome becomes
   * `partial`.
   */
  lost(reason: LostMessage, count?: number): void;
  /** Reports the progress, 0..1. */
  progress(fraction: number): void;
  /** The records to return: all (`{ index: 0, of: 1 }`) unless the artifact declares {@link Slicing}. */
  readonly slice: Slice;
  /** True for a {@link PreviewReading}: what another row refers to may be missing here, but not in the backup. */
  readonly isExcerpt: boolean;
  /** For an artifact that declares {@link Growth} and is read as a whole; null if everything must be read. */
  readonly growth?: GrowthContext | null;
  /** For an artifact without {@link Growth} that is read as a whole; otherwise null. */
  readonly staying?: StayingRows | null;
}

/** A unit of an artifact whose earlier rows are removed. */
export interface RemovedUnit {
  /** Value of the columns in {@link Growth.units}. */
  readonly key: number;
  /** Time of its search document; undefined if it has none. */
  readonly at?: number | null;
}

/** Lets an artifact read only what has changed since the reading whose rows are visible now. */
export interface GrowthContext {
  /** What that reading remembered; null if there is nothing that can be used. */
  readonly earlier: Uint8Array | null;
  /** Equal for two readings of the same artifact if equal stores give equal rows. */
  readonly key: string;
  /** Keeps the rows of the earlier reading, except for these units and for all units of the records that follow. */
  keep(kept: number, removed: readonly RemovedUnit[]): void;
  /** Remembers something for the next reading. */
  remember(state: Uint8Array): void;
}

/**
 * Lets an artifact leave out rows that it knows to be those of the last reading. All rows are numbered by table, in the
 * order of the reading: those that stay and those that are read.
 */
export interface StayingRows {
  /** The columns that the last reading remembered; null if none of its rows can stay. */
  readonly earlier: readonly ArrayBuffer[] | null;
  /** To be called before the first row, if any will stay. */
  begin(): void;
  /** The next rows of a table are those of the last reading from number `first` on. */
  stay(table: string, first: number, count: number): void;
  /** Remembers columns for the next reading. They are of no use to the artifact afterwards. */
  remember(columns: readonly Column[]): void;
}

/** Result of {@link CopyNewest} for a store that was small enough to be copied as a whole. */
export const ALL_COPIED = -Infinity;

/**
 * Copies the newest records of a store, and everything that they refer to. Rows that are made of them must have the
 * values that they have in the index, unless they count or sum up other records. Returns the time from which on all
 * records are there, in UTC milliseconds; {@link ALL_COPIED} if none is missing at all, null if that is not known.
 * @throws LIMIT_EXCEEDED if the newest records cannot be told from the others in time
 */
export type CopyNewest = (excerpt: Excerpt) => number | null;

/** How the newest records are read before anything else, when a backup is indexed for the first time. */
export interface PreviewReading<S extends string> {
  /** The stores that are read; others are left out. `whole`: all of a small store. */
  readonly stores: Readonly<Partial<Record<S, CopyNewest | 'whole'>>>;
  /**
   * Where stores with globs usually are, by domain and path, where an index of paths cannot find them: a glob with a
   * part `**` would take a list of all files. The rows of these files must not depend on files elsewhere.
   */
  readonly places?: Readonly<Partial<Record<S, readonly StorePlace[]>>>;
}

/**
 * Allows several workers to read an artifact, one slice each. Rows and ledger counts must not depend on the number of
 * slices.
 */
export interface Slicing<T extends TableSet> {
  /** Tables with rows that depend on all slices: each slice returns partial rows, which {@link merge} combines. */
  readonly wholeTables: readonly (keyof T & string)[];
  /** Combines two rows with the same key, of an earlier and of a later slice. */
  merge(
    table: string,
    earlier: RowOf<T[keyof T & string]>,
    later: RowOf<T[keyof T & string]>,
  ): RowOf<T[keyof T & string]>;
}

/**
 * Allows an artifact to keep rows of its last reading. The result must equal that of reading everything. A unit is what
 * is kept or read again as one, with all of its rows.
 */
export interface Growth<T extends TableSet> {
  /** The column with the key of the unit, by table. Rows of other tables are all replaced. */
  readonly units: { readonly [K in keyof T & string]?: keyof T[K]['columns'] & string };
  /** The table whose search documents a unit has; its primary key is the unit's. */
  readonly searched: keyof T & string;
}

/**
 * One extracted record: table, row and search document. A row is an object, or an array of its values in the order of
 * the table's columns, which takes less time; the receiver may keep the array.
 */
export type Extracted<T extends TableSet> = {
  [K in keyof T & string]: readonly [table: K, row: RowOf<T[K]> | ValuesOf<T[K]>, search?: SearchDocument | undefined];
}[keyof T & string];

/** An {@link Extracted} record whose row is an object. */
export type NamedRecord<T extends TableSet> = {
  [K in keyof T & string]: readonly [table: K, row: RowOf<T[K]>, search?: SearchDocument | undefined];
}[keyof T & string];

/** The record kinds of an artifact, by table. */
export type KindsOf<T extends TableSet> = {
  readonly [K in keyof T & string]?: KindDeclaration<keyof T[K]['columns'] & string>;
};

/** The value of `type:` in searches by table, for tables with search documents. */
export function searchTypesOf({ kinds }: Pick<ArtifactDefinition, 'kinds'>): { readonly [table: string]: string } {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([table, kind]) => (kind === undefined ? [] : [[table, kind.id]])),
  );
}

/** An artifact: its stores, tables and reader. See docs/architecture.md, "Add an artifact in ten minutes". */
export interface ArtifactDefinition<S extends string = string, T extends TableSet = TableSet> {
  /** `voicemail`: stable, part of URLs. */
  readonly id: string;
  /** In English, as all texts here; other languages are in `src/locales`. */
  readonly title: string;
  readonly area: Area;
  /** Incremented when the same bytes give other rows; older index runs become stale. */
  readonly version: number;
  readonly stores: Readonly<Record<S, StorePattern>>;
  /** Files (globs) that can become records if no store exists, can be read, or lists them. */
  readonly looseFiles?: { readonly domain: string; readonly paths: readonly string[] };
  /** `encrypted`: iOS includes the store in encrypted backups only. */
  readonly needs: 'any' | 'encrypted';
  /** Explanation shown if the store is missing. */
  readonly absent: string;
  readonly tables: T;
  /** Kinds of the tables whose rows are records, with the roles of their columns. Other tables are parts of records. */
  readonly kinds: KindsOf<T>;
  /** Reads the stores. A generator, so that memory use is constant. @throws DomainError */
  extract(context: ExtractContext<S>): Iterable<Extracted<T>>;
  /** Present if there is something to show before everything is read. */
  readonly preview?: PreviewReading<S>;
  /** Present if a large store can be read in slices. */
  readonly slicing?: Slicing<T>;
  /** Present if a reader can keep what has not changed since its last reading. */
  readonly growth?: Growth<T>;
  /** Data on which the reader was verified; shown in the docs. */
  readonly seenOn: readonly string[];
  /** Tables of a chat app declared with `defineChats`: they have the same columns in every app. */
  readonly chats?: ChatTableNames;
  /** Small stores with the records they contain: test, demo data and documentation of the artifact. */
  readonly example?: Example;
}

/** Declares an artifact and infers the types of `extract`. */
export function defineArtifact<const S extends string, const T extends TableSet>(
  definition: ArtifactDefinition<S, T>,
): ArtifactDefinition<S, T> {
  return definition;
}
