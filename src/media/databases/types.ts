import type { BackupEntry, BackupFolder } from '../../backup/types.ts';

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
  /** Null where counting would take too long or the table is damaged. */
  readonly rows: number | null;
  /** False for views and virtual tables: a hostile one runs code of its own. */
  readonly isReadable: boolean;
}

/** What a database holds. */
export interface DatabaseFacts {
  readonly tables: readonly TableFacts[];
  readonly wal: { readonly frames: number; readonly ignoredFrames: number; readonly sha256: string } | null;
  readonly walMissing: boolean;
  /** Of the decrypted file; the write-ahead log has its own. */
  readonly sha256: string;
}

/** A cell: plain where JSON can say it, else its type, the beginning of its value (of a BLOB in hex) and its bytes. */
export type Cell =
  | null
  | number
  | string
  | { readonly type: 'integer' | 'text' | 'blob'; readonly value: string; readonly length: number };

/** A page of a table in the order of its key. */
export interface TableRows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** Which page of a table. */
export interface RowsQuery {
  readonly table: string;
  readonly limit: number;
  readonly cursor: string | null;
}

/** What the reader of databases can be asked. `open` comes first. */
export type DatabaseQuestion =
  | {
      readonly type: 'open';
      readonly folder: BackupFolder;
      /** Class keys; used to decrypt the database once, then disposed of. */
      readonly keys: Readonly<Record<number, string>> | null;
      readonly entry: BackupEntry;
      /** Its write-ahead log, where the backup lists one. */
      readonly walEntry: BackupEntry | null;
      readonly tempPath: string;
    }
  | { readonly type: 'facts'; readonly counted: boolean }
  | ({ readonly type: 'rows' } & RowsQuery);
