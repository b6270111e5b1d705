import type { BackupEntry } from '../../backup/types.ts';
import type { BackupFolder } from '../../model/backup-folder.ts';

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  /** As declared. */
  readonly type: string;
  readonly isPrimaryKey: boolean;
}

/** A table of a database of the backup. */
export interface TableFacts {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Null if counting would take too long or the table is damaged. */
  readonly rows: number | null;
  /** False for views and virtual tables, because hostile ones can run code. */
  readonly isReadable: boolean;
}

/** Contents of a database. */
export interface DatabaseFacts {
  readonly tables: readonly TableFacts[];
  readonly wal: { readonly frames: number; readonly ignoredFrames: number; readonly sha256: string } | null;
  readonly walMissing: boolean;
  /** SHA-256 of the decrypted file, null for a large one; the write-ahead log has its own. */
  readonly sha256: string | null;
}

/**
 * A cell: a plain value if JSON can represent it, otherwise its type, the beginning of its value (in hex for a BLOB)
 * and its length in bytes.
 */
export type Cell =
  | null
  | number
  | string
  | { readonly type: 'integer' | 'text' | 'blob'; readonly value: string; readonly length: number };

/** A page of a table, ordered by its key. */
export interface TableRows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Cursor of the next page; null after the last. */
  readonly next: string | null;
}

/** Selects a page of a table. */
export interface RowsQuery {
  readonly table: string;
  readonly limit: number;
  readonly cursor: string | null;
}

/** Requests to the database process. `open` comes first. */
export type DatabaseQuestion =
  | {
      readonly type: 'open';
      readonly folder: BackupFolder;
      readonly entry: BackupEntry;
      /** Its write-ahead log, if the backup lists one. */
      readonly walEntry: BackupEntry | null;
      readonly tempPath: string | null;
    }
  | { readonly type: 'facts' }
  | ({ readonly type: 'rows' } & RowsQuery);
