import type { AppInfo, BackupFolder, DomainSummary, EntryCursor, EntryFilter } from '../backup/types.ts';
import { DomainError, type ErrorCode, isDomainError } from '../model/errors.ts';
import type { ListedEntry, ListedFolder } from './types.ts';

/** Class keys as they cross from one thread to another. */
export type ExportedKeys = Readonly<Record<number, string>>;

/** What proves that the caller may read an encrypted backup; nothing for one that is not encrypted. */
export interface Credentials {
  readonly password?: string;
  readonly keys?: ExportedKeys;
}

/** What came of opening a backup; `keys` are null when it is not encrypted. */
export interface OpenedFolder {
  readonly folder: BackupFolder;
  readonly keys: ExportedKeys | null;
}

/** Which BLOB: one row of a table by the values of some columns. */
export interface BlobQuery {
  readonly table: string;
  readonly column: string;
  readonly where: Readonly<Record<string, string | number>>;
}

/** A database of the backup. */
export interface BlobSource {
  readonly domain: string;
  readonly relativePath: string;
}

/** Which row: of the first of these tables that the database has, by the values of some columns. */
export interface RowQuery {
  readonly tables: readonly string[];
  readonly where: Readonly<Record<string, number>>;
}

/** A value as a database of the backup has it. */
export interface RawValue {
  readonly column: string;
  readonly type: 'null' | 'integer' | 'real' | 'text' | 'blob';
  /** The beginning of a text; of a BLOB its first bytes in hex; an integer beyond 2^53 as text. */
  readonly value: string | number | null;
  /** Length of a text or a BLOB in bytes. */
  readonly bytes: number | null;
}

/** A row as a database of the backup has it. */
export interface RawRow {
  readonly table: string;
  readonly values: readonly RawValue[];
}

/** One page of an iteration over entries. */
export interface MatchPage {
  readonly items: readonly ListedEntry[];
  readonly done: boolean;
}

/** Everything the thread of a backup can be asked. `open` comes first; only `apps` works without. */
export interface ThreadOperations {
  open(credentials: Credentials): Promise<OpenedFolder>;
  apps(): Promise<readonly AppInfo[]>;
  domains(): readonly DomainSummary[];
  list(filter: EntryFilter, limit: number, after: EntryCursor | undefined): readonly ListedEntry[];
  children(domain: string, folder: string, limit: number, after: Uint8Array | undefined): ListedFolder;
  get(fileID: string): ListedEntry | null;
  find(domain: string, relativePath: string): ListedEntry | null;
  /** Starts an iteration and gives its number. */
  matchOpen(domainGlob: string, pathGlob: string): number;
  /** As `matchOpen`, over a folder. */
  withinOpen(domain: string, folder: string): number;
  matchNext(iteration: number): MatchPage;
  matchClose(iteration: number): void;
  readBlob(source: BlobSource, query: BlobQuery): Promise<Uint8Array | null>;
  readRow(source: BlobSource, query: RowQuery): Promise<RawRow | null>;
}

/** The name of an operation. */
export type Operation = keyof ThreadOperations;

/** What is told to the thread when it starts. */
export interface ThreadOptions {
  readonly path: string;
  readonly tempPath: string;
}

/** A question to the thread. */
export interface ThreadRequest {
  readonly id: number;
  readonly operation: Operation;
  readonly args: readonly unknown[];
}

/** An error that crosses threads: a class does not survive structured cloning. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** Where an unexpected error came from; for the log only. */
  readonly trace: string | null;
}

/** The thread's answer. */
export type ThreadResponse =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** Makes an error ready to cross threads. */
export function toFailure(error: unknown): Failure {
  if (isDomainError(error)) {
    return { code: error.code, message: error.message, details: error.details, trace: null };
  }
  const internal = new DomainError('INTERNAL');
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: internal.code, message: internal.message, details: {}, trace };
}

/** The error that {@link toFailure} packed. */
export function fromFailure({ code, message, details, trace }: Failure): DomainError {
  return new DomainError(code, message, {
    details: { ...details },
    ...(trace === null ? {} : { cause: new Error(`in the thread of the backup: ${trace}`) }),
  });
}
