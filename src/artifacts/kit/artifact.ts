import type { SourceDatabase } from '../../backup/types.ts';
import { type LostMessage, type NoteMessage, type TextByLanguage } from '../../locales/messages.ts';
import type { RowOf, TableSet } from '../../model/columns.ts';
import type { Example } from '../../model/example.ts';
import type { Area, KindDeclaration } from '../../model/kind.ts';
import type { SearchDocument } from '../../model/search-document.ts';
import type { ChatTableNames } from './chats/table-names.ts';

export { locationFacts, type SearchDocument } from '../../model/search-document.ts';

/** Globs (`*`, `**`, `?`) of a domain and a path in it. */
export interface StorePlace {
  readonly domain: string;
  readonly path: string;
}

/**
 * Where a store is; every match of every place is read.
 *
 * - `sqlite`: opened as a database, {@link ExtractContext.stores}
 * - `file`: bytes that the artifact decodes itself, {@link ExtractContext.files}
 */
export interface StorePattern {
  readonly format: 'sqlite' | 'file';
  readonly places: readonly StorePlace[];
  /** The artifact can be read without it. An artifact whose stores are all optional needs one of them. */
  readonly optional: boolean;
  /** It has no records of its own, only facts about those of other stores: one that cannot be opened is noted, no more. */
  readonly enriches: boolean;
}

/** Options of a store. */
export interface StoreOptions {
  /** See {@link StorePattern.optional}. */
  readonly optional?: boolean;
  /** See {@link StorePattern.enriches}; then it is optional as well. */
  readonly enriches?: boolean;
}

/** A SQLite store: at each of the paths in each of the domains. */
export function sqlite(
  domain: string | readonly string[],
  path: string | readonly string[],
  options: StoreOptions = {},
): StorePattern {
  return store('sqlite', domain, path, options);
}

/** A store of loose bytes (a property list, an archive, JSON, or files that are records themselves), as {@link sqlite}. */
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

/** A file of a store of the format `file`. */
export interface SourceFileBytes {
  readonly fileID: string;
  readonly domain: string;
  readonly relativePath: string;
  /** As the manifest has it; null where it does not say. */
  readonly size: number | null;
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly state: 'present' | 'payload-missing';
  /**
   * The decrypted contents, read when asked for and cited with their SHA-256.
   * @throws DomainError LIMIT_EXCEEDED (more than `maxBytes`), PAYLOAD_MISSING, BACKUP_LOCKED, DAMAGED_BACKUP
   */
  read(maxBytes?: number): Uint8Array;
}

/** How a file named by a record relates to the backup. */
export interface FileReference {
  readonly fileID: string | null;
  /**
   * - `present`: listed and its payload is in the folder
   * - `payload-missing`: listed, but the payload is not there
   * - `not-in-backup`: the record names a path which the manifest does not list
   * - `no-path`: the record names no path
   */
  readonly state: 'present' | 'payload-missing' | 'not-in-backup' | 'no-path';
}

/** A file that a record is made of as it lies there: a picture without a library that lists it. */
export interface LooseFile {
  readonly fileID: string;
  readonly relativePath: string;
  /** What the manifest says; null when it says nothing. */
  readonly size: number | null;
  /** UTC milliseconds. */
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly state: 'present' | 'payload-missing';
}

/** A part of an artifact's records: the `index`-th of `of`, in the order of their keys. */
export interface Slice {
  readonly index: number;
  readonly of: number;
}

/** What an artifact sees of the backup while it extracts. */
export interface ExtractContext<S extends string> {
  /** The opened matches of each store, in (domain, path) order; never empty for a store that is not optional. */
  readonly stores: Readonly<Record<S, readonly SourceDatabase[]>>;
  /** The files of each store of the format `file`, in (domain, path) order. */
  readonly files: Readonly<Record<S, readonly SourceFileBytes[]>>;
  /** The file at (domain, path): for contents that a record names. Null where the backup does not list it. */
  file(domain: string, relativePath: string): SourceFileBytes | null;
  /** The artifact's {@link ArtifactDefinition.looseFiles}, by path: for what no store that can be read lists. */
  readonly looseFiles: readonly LooseFile[];
  /** Resolves (domain, path) to a manifest file by key lookup. */
  fileAt(domain: string, relativePath: string): FileReference;
  /** ISO country of the phone's owner as far as it is known: the default region of phone numbers. */
  readonly region: string | null;
  /** Counts something for the ledger: `msg('note.system-albums')`. */
  note(note: NoteMessage, count?: number): void;
  /** The number of records the source holds; called once it is known, and added up. */
  found(count: number): void;
  /** Records that were left out or read only in part, 0 if their number is unknown. Makes the outcome `partial`. */
  lost(reason: LostMessage, count?: number): void;
  /** How far the extraction is, 0..1. */
  progress(fraction: number): void;
  /** The records to give; all of them (`{ index: 0, of: 1 }`) unless the artifact declares {@link Slicing}. */
  readonly slice: Slice;
}

/**
 * How an artifact is read by several workers, each giving the records of one slice. Whatever the number of slices, the
 * rows must be the same, and what is counted for the ledger must add up to the same.
 */
export interface Slicing<T extends TableSet> {
  /** Tables whose rows tell of the records of all slices: each slice gives what it knows, for {@link merge}. */
  readonly wholeTables: readonly (keyof T & string)[];
  /** One row out of two with the same key, of an earlier and of a later slice. */
  merge(
    table: string,
    earlier: RowOf<T[keyof T & string]>,
    later: RowOf<T[keyof T & string]>,
  ): RowOf<T[keyof T & string]>;
}

/** One extracted record: its table, its row, and what of it can be searched. */
export type Extracted<T extends TableSet> = {
  [K in keyof T & string]: readonly [table: K, row: RowOf<T[K]>, search?: SearchDocument | undefined];
}[keyof T & string];

/** The kinds of the tables of an artifact: of those that people see. */
export type KindsOf<T extends TableSet> = {
  readonly [K in keyof T & string]?: KindDeclaration<keyof T[K]['columns'] & string>;
};

/** The word for `type:` of each table with searchable records. */
export function searchTypesOf({ kinds }: Pick<ArtifactDefinition, 'kinds'>): { readonly [table: string]: string } {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([table, kind]) => (kind === undefined ? [] : [[table, kind.id]])),
  );
}

/** An artifact: where it lives, its fields, how to read it. See CONTRIBUTING, "add an artifact in ten minutes". */
export interface ArtifactDefinition<S extends string = string, T extends TableSet = TableSet> {
  /** `voicemail`: stable, part of URLs. */
  readonly id: string;
  readonly title: string;
  /** {@link title} in other languages, by language tag. An artifact of one kind needs none: it is called as the kind is. */
  readonly names?: Readonly<Record<string, string>>;
  readonly area: Area;
  /** Raise it when the same bytes would give other rows: older runs become stale. */
  readonly version: number;
  readonly stores: Readonly<Record<S, StorePattern>>;
  /** Files (globs in the paths) that records can be made of where no store is there, can be read, or lists them. */
  readonly looseFiles?: { readonly domain: string; readonly paths: readonly string[] };
  /** `encrypted`: iOS puts the store only into encrypted backups. */
  readonly needs: 'any' | 'encrypted';
  /** What to say when the store is not there. */
  readonly absent: TextByLanguage;
  readonly tables: T;
  /** The tables that people see, with what their columns mean. Tables without a kind are parts of other records. */
  readonly kinds: KindsOf<T>;
  /** Reads the stores; a generator, so that memory stays constant. @throws DomainError */
  extract(context: ExtractContext<S>): Iterable<Extracted<T>>;
  /** Present where a large store can be read in slices. */
  readonly slicing?: Slicing<T>;
  /** Evidence: on which data this was seen to work; shown in the docs. */
  readonly seenOn: readonly string[];
  /** Its tables where it is a chat app that `defineChats` made: they have the same columns in every app. */
  readonly chats?: ChatTableNames;
  /** Small stores with the records they hold: the artifact's test, its part of the demo, and its documentation. */
  readonly example?: Example;
}

/** Declares an artifact; gives `extract` its types. */
export function defineArtifact<const S extends string, const T extends TableSet>(
  definition: ArtifactDefinition<S, T>,
): ArtifactDefinition<S, T> {
  return definition;
}
