import type { DatabaseSync } from 'node:sqlite';
import type { BackupEntry, SourceDatabase } from '../backup/types.ts';
import type { RowOf, TableSet } from '../model/columns.ts';
import type { ArtifactDefinition, Extracted, FileReference, SearchDocument } from './artifact.ts';

/** What an artifact made of some databases: for tests. */
export interface Extraction<T extends TableSet> {
  /** The rows of every table, in the order in which they came. */
  readonly rows: { readonly [K in keyof T]: RowOf<T[K]>[] };
  /** What can be searched, with the table it belongs to. */
  readonly documents: { readonly table: string; readonly document: SearchDocument }[];
  readonly notes: Record<string, number>;
  readonly losses: Record<string, number>;
  readonly found: number | null;
}

/** What the tests say about the backup around the databases. */
export interface ExtractionOptions {
  readonly region?: string;
  /** Files of the backup by `domain-relativePath`. All others are not in it. */
  readonly files?: Readonly<Record<string, FileReference>>;
}

/** Runs an artifact over opened databases, by the name of their store. A store that is left out holds nothing. */
export function extractAll<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  databases: Readonly<Partial<Record<S, DatabaseSync>>>,
  options: ExtractionOptions = {},
): Extraction<T> {
  const names = Object.keys(artifact.stores) as S[];
  const stores = Object.fromEntries(
    names.map((name) => [name, databases[name] === undefined ? [] : [sourceOf(databases[name])]]),
  ) as unknown as Record<S, readonly SourceDatabase[]>;
  const rows = Object.fromEntries(Object.keys(artifact.tables).map((name) => [name, [] as unknown[]]));
  const documents: Extraction<T>['documents'] = [];
  const notes: Record<string, number> = {};
  const losses: Record<string, number> = {};
  let found: number | null = null;
  const records: Iterable<Extracted<TableSet>> = artifact.extract({
    stores,
    region: options.region ?? null,
    fileAt: (domain, path) => options.files?.[`${domain}-${path}`] ?? { fileID: null, state: 'not-in-backup' },
    note(name, count = 1) {
      notes[name] = (notes[name] ?? 0) + count;
    },
    lost(reason, count = 1) {
      losses[reason] = (losses[reason] ?? 0) + count;
    },
    found(count) {
      found = (found ?? 0) + count;
    },
    progress() {},
  });
  for (const [table, row, document] of records) {
    rows[table]?.push(row);
    if (document !== undefined) documents.push({ table, document });
  }
  return { rows: rows as unknown as Extraction<T>['rows'], documents, notes, losses, found };
}

/** A database as the backup would hand it out. */
function sourceOf(db: DatabaseSync): SourceDatabase {
  const entry: BackupEntry = {
    fileID: '0'.repeat(40),
    domain: 'HomeDomain',
    relativePath: 'test.db',
    kind: 'file',
    mode: 0o100644,
    sizeHint: null,
    modifiedAt: null,
    changedAt: null,
    createdAt: null,
    protectionClass: null,
    wrappedKey: null,
    digest: null,
    target: null,
  };
  return { entry, db, sha256: '0'.repeat(64), size: 0, wal: null, inMemory: true, close: () => db.close() };
}
