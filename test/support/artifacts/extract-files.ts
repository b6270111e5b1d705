import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type {
  ArtifactDefinition,
  Extracted,
  FileReference,
  GrowthContext,
  LooseFile,
  SearchDocument,
  Slice,
  SourceFileBytes,
  StayingRows,
  StorePattern,
  StorePlace,
} from '../../../src/artifacts/kit/artifact.ts';
import { NO_DETAILS } from '../../../src/backup/manifest/entry.ts';
import { parseGlob } from '../../../src/backup/manifest/glob.ts';
import { imageOf } from '../../../src/backup/source-database/copy.ts';
import { databaseError } from '../../../src/backup/source-database/database-error.ts';
import { guard, openHardened } from '../../../src/backup/source-database/harden.ts';
import { PageDigests } from '../../../src/backup/source-database/page-digests.ts';
import type { SourceDatabase } from '../../../src/backup/types.ts';
import { messageName, plain } from '../../../src/locales/messages.ts';
import { isValues, namedRow, type RowOf, type TableSet } from '../../../src/model/columns.ts';
import { DomainError, isDomainError } from '../../../src/model/errors.ts';

/** Result of extracting an artifact from databases, for tests. */
export interface Extraction<T extends TableSet> {
  /** The rows of every table, in extraction order. */
  readonly rows: { readonly [K in keyof T]: RowOf<T[K]>[] };
  /** Search documents with their tables. */
  readonly documents: { readonly table: string; readonly document: SearchDocument }[];
  /** By {@link messageName}. */
  readonly notes: Record<string, number>;
  readonly losses: Record<string, number>;
  readonly found: number | null;
}

/** Properties of the simulated backup. */
export interface ExtractionOptions {
  readonly region?: string;
  /** Files of the backup by `domain-relativePath`; all others are missing. */
  readonly files?: Readonly<Record<string, FileReference>>;
  /** Files of stores that are not databases, by store name. */
  readonly bytes?: Readonly<Record<string, readonly SourceFileBytes[]>>;
  /** Files that records refer to, by `domain-relativePath`. */
  readonly named?: Readonly<Record<string, SourceFileBytes>>;
  /** Files that are records themselves. */
  readonly looseFiles?: readonly LooseFile[];
  /** Default: all records. */
  readonly slice?: Slice;
  /** True if the databases are excerpts. */
  readonly isExcerpt?: boolean;
  /** Keeps what has not changed. */
  readonly growth?: GrowthContext;
  /** Receives the records, and those that stay. */
  readonly into?: StayingRows & { add(record: Extracted<TableSet>): void };
  /** True if the databases know digests of their pages, as large ones do. */
  readonly digests?: boolean;
}

/** Extracts an artifact from opened databases by store name. Omitted stores are empty. */
export function extractAll<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  databases: Readonly<Partial<Record<S, DatabaseSync>>>,
  options: ExtractionOptions = {},
): Extraction<T> {
  const names = Object.keys(artifact.stores) as S[];
  const stores = Object.fromEntries(
    names.map((name) => [name, databases[name] === undefined ? [] : [withDigests(sourceOf(databases[name]), options)]]),
  ) as unknown as Record<S, readonly SourceDatabase[]>;
  return extractStores(artifact, stores, options);
}

function withDigests(source: SourceDatabase, { digests = false }: ExtractionOptions): SourceDatabase {
  if (!digests) return source;
  return {
    ...source,
    image: () => {
      const image = source.image();
      const bytes = new Uint8Array(image.size);
      image.read(bytes, 0);
      const pages = new PageDigests(image.size);
      pages.add(bytes);
      return { ...image, digests: pages };
    },
  };
}

/** As {@link extractAll}, with several databases per store. */
export function extractStores<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  stores: Readonly<Record<S, readonly SourceDatabase[]>>,
  options: ExtractionOptions = {},
): Extraction<T> {
  const rows = Object.fromEntries(Object.keys(artifact.tables).map((name) => [name, [] as unknown[]]));
  const documents: Extraction<T>['documents'] = [];
  const notes: Record<string, number> = {};
  const losses: Record<string, number> = {};
  let found: number | null = null;
  const records: Iterable<Extracted<TableSet>> = artifact.extract({
    stores,
    files: {
      ...(Object.fromEntries(Object.keys(artifact.stores).map((name) => [name, []])) as unknown as Record<S, []>),
      ...options.bytes,
    },
    file: (domain, path) => options.named?.[`${domain}-${path}`] ?? null,
    region: options.region ?? null,
    looseFiles: options.looseFiles ?? [],
    fileAt: (domain, path) => options.files?.[`${domain}-${path}`] ?? { fileID: null, state: 'not-in-backup' },
    note(note, count = 1) {
      const name = messageName(note);
      notes[name] = (notes[name] ?? 0) + count;
    },
    lost(reason, count = 1) {
      const name = messageName(reason);
      losses[name] = (losses[name] ?? 0) + count;
    },
    found(count) {
      found = (found ?? 0) + count;
    },
    progress() {},
    slice: options.slice ?? { index: 0, of: 1 },
    isExcerpt: options.isExcerpt ?? false,
    growth: options.growth ?? null,
    staying: options.into ?? null,
  });
  for (const record of records) {
    options.into?.add(record);
    const [table, row, document] = record;
    rows[table]?.push(isValues(row) ? namedRow(artifact.tables[table], row) : row);
    if (document !== undefined) documents.push({ table, document });
  }
  return { rows: rows as unknown as Extraction<T>['rows'], documents, notes, losses, found };
}

/** A database as opened by the backup. */
export function sourceOf(db: DatabaseSync, domain = 'HomeDomain', relativePath = 'test.db'): SourceDatabase {
  const entry = {
    ...NO_DETAILS,
    fileID: '0'.repeat(40),
    domain,
    relativePath,
    kind: 'file' as const,
    mode: 0o100644,
  };
  const image = imageOf(db);
  return { entry, db, image, sha256: async () => '0'.repeat(64), size: 0, wal: null, close: () => db.close() };
}

/**
 * Extracts an artifact from the bytes of a damaged database, opened and guarded like those of a backup. Null if a
 * {@link DomainError} is thrown, or if SQLite cannot read the schema, in which case the artifact is not called.
 *
 * @throws any other error, which is a bug
 */
export function extractDamaged<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  store: S,
  bytes: Uint8Array,
): Extraction<T> | null {
  const db = openDamaged(bytes);
  if (db === null) return null;
  try {
    return extractAll(artifact, { [store]: db } as Partial<Record<S, DatabaseSync>>);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  } finally {
    db.close();
  }
}

/**
 * A copy of a database with some bytes changed, some ranges overwritten, and sometimes truncated.
 *
 * @param below returns a random integer below its argument
 */
export function damage(intact: Uint8Array, below: (limit: number) => number): Uint8Array {
  const bytes = Uint8Array.from(intact);
  const pageSize = ((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0);
  for (let change = below(30) + 1; change > 0; change--) {
    // Without the first page there is no database, so it is rarely changed.
    const at = (below(10) > 0 ? pageSize : 0) + below(bytes.length - pageSize);
    if (below(2) === 0) bytes[at] = below(256);
    else bytes.fill(below(256), at, at + below(600));
  }
  return below(5) === 0 ? bytes.subarray(0, pageSize * (1 + below(bytes.length / pageSize - 1))) : bytes;
}

/** A file of a simulated backup. */
export interface TestFile {
  readonly domain: string;
  readonly relativePath: string;
  readonly bytes: Uint8Array;
}

/**
 * Extracts an artifact from files, which are matched with its stores as in a backup. Refused databases, for example
 * damaged ones, are omitted and counted in `refused`.
 */
export function extractFiles<S extends string, T extends TableSet>(
  artifact: ArtifactDefinition<S, T>,
  files: readonly TestFile[],
): Extraction<T> & { readonly refused: number } {
  const opened: DatabaseSync[] = [];
  let refused = 0;
  const stores: Record<string, SourceDatabase[]> = {};
  const bytes: Record<string, SourceFileBytes[]> = {};
  try {
    for (const [name, { format, places }] of Object.entries<StorePattern>(artifact.stores)) {
      const matching = files.filter((file) => places.some((place) => isAt(place, file)));
      bytes[name] = format === 'file' ? matching.map(bytesOf) : [];
      stores[name] = [];
      for (const file of format === 'sqlite' ? matching : []) {
        const db = openDamaged(file.bytes);
        if (db === null) {
          refused++;
          continue;
        }
        opened.push(db);
        stores[name].push(sourceOf(db, file.domain, file.relativePath));
      }
    }
    const places = files.map((file) => [`${file.domain}-${file.relativePath}`, file] as const);
    const extraction = extractStores(artifact, stores as Record<S, SourceDatabase[]>, {
      bytes,
      named: Object.fromEntries(places.map(([place, file]) => [place, bytesOf(file)])),
      files: Object.fromEntries(places.map(([place]) => [place, { fileID: hash('sha1', place), state: 'present' }])),
    });
    return { ...extraction, refused };
  } finally {
    for (const db of opened) db.close();
  }
}

function isAt({ domain, path }: StorePlace, file: TestFile): boolean {
  return parseGlob(domain).matches(file.domain) && parseGlob(path).matches(file.relativePath);
}

/** The time of all files. */
const MADE_AT = Date.UTC(2024, 4, 1);

function bytesOf({ domain, relativePath, bytes }: TestFile): SourceFileBytes {
  return {
    fileID: hash('sha1', `${domain}-${relativePath}`),
    domain,
    relativePath,
    size: bytes.length,
    createdAt: MADE_AT,
    modifiedAt: MADE_AT,
    state: 'present',
    read(maxBytes = Number.POSITIVE_INFINITY) {
      if (bytes.length > maxBytes) throw new DomainError('LIMIT_EXCEEDED', plain('The file is too large.'));
      return bytes;
    },
    readPart: (position, length) => bytes.subarray(position, position + length),
  };
}

/** Null if SQLite cannot read the schema. */
function openDamaged(bytes: Uint8Array): DatabaseSync | null {
  if (bytes.length === 0) return null;
  const db = openHardened(':memory:', false);
  try {
    db.deserialize(bytes);
    guard(db);
    return db;
  } catch (error) {
    db.close();
    if (databaseError(error) === error) throw error;
    return null;
  }
}
