import type { z } from 'zod';
import type { ExportRequest } from '../contract/export.ts';
import type { BackupId } from '../model/ids.ts';
import type { MakePart } from './parts/parts.ts';
import type { ExportContext, ExportFile, ExportJob, LeftOutPhotos } from './types.ts';

/** What the JSON formats of an export contain. */
export interface ExportSchema {
  /** Records of `jsonl` by their `type`. */
  readonly records: Readonly<Record<string, z.ZodObject>>;
  /** Fields of a `json` document besides `export`; absent if there is no such format. */
  readonly document?: Readonly<Record<string, z.ZodType>>;
}

/** Fields of a request that choose records like the filters of a list. */
export const LIST_FILTERS = ['calls', 'records'] as const;
/** See {@link LIST_FILTERS}. */
export type ListFilter = (typeof LIST_FILTERS)[number];

/** Exports one kind of data in several formats. */
export interface Exporter {
  /** Value of `what` in a request: `contacts`, or the id of a record kind. */
  readonly what: string;
  readonly formats: readonly string[];
  /** Source artifacts, whose ledger entries are part of the export; null for all. */
  readonly artifacts: readonly string[] | null;
  /** Formats with a file per key: a single key gives a single file. */
  readonly filePerKey?: readonly string[];
  /** Formats with a file per record, in folders. */
  readonly filePerRecord?: readonly string[];
  /** Name of the download. Default: name of the backup and `what`, and the period. */
  name?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<string | null>;
  /** Formats whose records can be in either order; true for all. */
  readonly hasOrder?: true | readonly string[];
  /** True if `query` of a request chooses records. */
  readonly takesQuery?: true;
  /** Filters of lists that choose records. Absent for none. */
  readonly takesFilters?: readonly ListFilter[];
  /** True if a request has further conditions besides `keys`, `from` and `to`. */
  isPart?(request: ExportRequest): boolean;
  /** The number of records without any choice: if an export that {@link isPart} has as many, nothing was left out. */
  countAll?(ctx: ExportContext, backup: BackupId): Promise<number>;
  /** The number of records that an excerpt lacks only because they have to be asked for; null for none. */
  leftOut?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<LeftOutPhotos | null>;
  /** The number of records that are in no period because they have no time. Absent if it is not known. */
  countUndated?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<number>;
  /** Validates a request before anything is written. @throws NOT_FOUND, BAD_REQUEST */
  check?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<void>;
  /** True if {@link count} reads no records, so that it is used for the progress of all, too. */
  readonly countsQuickly?: true;
  /** What {@link count} counts; `records` if absent. */
  readonly counted?: string;
  /** True if the records have no time, so that all are exported whatever the period. */
  ignoresPeriod?(request: ExportRequest): boolean;
  /** True if `keys` name what the records are in, and select none of them. */
  readonly keysSelectNone?: true;
  /** The number of records that an excerpt has. Absent if `keys` do not select records. */
  count?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<number>;
  /** Keys of the locked notes that it exports. Absent if it exports no texts of notes. */
  lockedNotes?(ctx: ExportContext, backup: BackupId, request: ExportRequest): AsyncIterable<string>;
  /** Schema of its JSON formats; absent if it has none. Loaded only for this: exports need no schemas. */
  schema?(): Promise<ExportSchema>;
  /** Formats of which another thread can make parts. */
  readonly inParts?: readonly string[];
  /** Makes the parts of an export in such a format. */
  partMaker?(job: ExportJob): MakePart;
  /** Generates the files. */
  files(job: ExportJob): AsyncGenerator<ExportFile, void, undefined>;
}
