import type {
  ArtifactDefinition,
  ExtractContext,
  FileReference,
  Growth,
  GrowthContext,
  LooseFile,
  RemovedUnit,
  Slice,
  SourceFileBytes,
  StayingRows,
} from '../artifacts/kit/artifact.ts';
import { databaseError } from '../backup/source-database/database-error.ts';
import type { Backup, BackupEntry, EntryKey, SourceDatabase, WriteAheadLog } from '../backup/types.ts';
import { type CountedMessage, messageKey, msg, type Param, type StoredMessage } from '../locales/messages.ts';
import type { TableSet } from '../model/columns.ts';
import { DomainError, isDomainError, isLocalFailure } from '../model/errors.ts';
import { type LedgerEntry, type Outcome, type SourceFile, walStore } from '../model/outcome.ts';
import { findByAnyNormalForm } from './find-by-any-normal-form.ts';
import { SameRows } from './growth/same-rows.ts';
import { type ArtifactPlan, definitionKey, looseKeys } from './plan.ts';
import type { RecordSink } from './record-sink.ts';
import { type ReadObserver, sourceBytes } from './source-bytes.ts';

/** Result of reading one artifact. */
export interface ArtifactResult {
  readonly ledger: LedgerEntry;
  readonly sources: readonly SourceFile[];
  /** See `PieceResult.readAgain`. */
  readonly readAgain: boolean;
  /** True if the result can depend on files other than its stores: one was looked for, or something failed. */
  readonly usesFiles: boolean;
  /** What the artifact remembers for its next reading. */
  readonly state: Uint8Array | null;
}

/** Options for reading an artifact. */
export interface ReadOptions {
  /** ISO country of the phone's owner; null if unknown. */
  readonly region: string | null;
  /** The records to read. */
  readonly slice: Slice;
  /** See `ExtractContext.isExcerpt`. */
  readonly isExcerpt?: boolean;
  /** What the last reading remembered; null for nothing. If it is absent, nothing is remembered either. */
  readonly earlier?: Uint8Array | null;
}

/** The slice of an artifact that is read as a whole. */
export const WHOLE: Slice = { index: 0, of: 1 };

/** Maximum length of a value in a note; it can be text of the backup. */
const LONGEST_VALUE = 200;
/** Maximum number of distinct notes per artifact; a hostile store must not blow up the ledger. */
const MOST_NOTES = 500;

/**
 * Reads one artifact: opens its stores, runs its generator into `sink` and sums up. Never throws because of the
 * backup's contents: a broken store results in the outcome `partial` (something was read) or `failed`.
 */
export async function readArtifact(
  plan: ArtifactPlan,
  backup: Backup,
  options: ReadOptions,
  sink: RecordSink,
): Promise<ArtifactResult> {
  const started = performance.now();
  const tally = new Tally();
  const sources: SourceFile[] = [];
  const opened: SourceDatabase[] = [];
  const growth = growthOf(plan, options, sink, tally);
  const same = sameRows(plan, options, sink);
  const into = same ?? sink;
  let ending: Ending | null = plan.without;
  if (ending === null) {
    try {
      const stores = await openStores(plan, backup, { opened, sources, tally, digests: growth !== null });
      const loose = new LooseFiles(plan, backup);
      const bytes = new FileStores(plan, backup, {
        onRead: (entry, store, size, sha256) => sources.push(sourceFile(plan, store, entry, { size, sha256 })),
        onFailure: (error) => tally.failed(error),
      });
      const inDatabases = opened.reduce((sum, { size }) => sum + size, 0);
      try {
        for (const record of plan.artifact.extract(
          context(stores, bytes, loose, backup, options, sink, tally, { growth, staying: counted(same, tally) }),
        )) {
          into.add(record);
          // A record takes more than one byte. A b-tree with circular pages yields rows endlessly.
          if (++tally.rows > inDatabases + loose.count + bytes.most)
            throw new DomainError('MALFORMED_DATABASE', msg('ledger.too-many-records'));
        }
      } finally {
        same?.removeOthers();
      }
    } catch (error) {
      tally.failed(error);
      // Some of the changes to kept rows are no index.
      ending = endingOf(error, tally.kept > 0 ? 0 : tally.rows);
      growth?.forget();
    } finally {
      for (const database of opened) database.close();
    }
  }
  const { outcome, reason } = ending === null ? tally.ending() : tally.explain(ending);
  return {
    sources,
    readAgain: tally.readAgain,
    usesFiles: tally.usesFiles,
    state: growth?.state ?? same?.state() ?? null,
    ledger: {
      artifact: plan.artifact.id,
      version: plan.artifact.version,
      outcome,
      reason,
      found: tally.found,
      parsed: tally.parsed(),
      skipped: tally.lost,
      notes: tally.notes(),
      milliseconds: Math.round(performance.now() - started),
    },
  };
}

/** What an artifact keeps and remembers, while it is read. */
class GrowthRecorder implements GrowthContext {
  readonly earlier: Uint8Array | null;
  readonly key: string;
  state: Uint8Array | null = null;
  readonly #growth: Growth<TableSet>;
  readonly #sink: RecordSink;
  readonly #tally: Tally;

  constructor(
    growth: Growth<TableSet>,
    { earlier, key }: { readonly earlier: Uint8Array | null; readonly key: string },
    sink: RecordSink,
    tally: Tally,
  ) {
    this.earlier = earlier;
    this.key = key;
    this.#growth = growth;
    this.#sink = sink;
    this.#tally = tally;
  }

  keep(count: number, removed: readonly RemovedUnit[]): void {
    const { units, searched } = this.#growth;
    const columns = Object.entries(units).map(([table, column = '']) => [table, [column]]);
    const rows = this.#sink.keepRows?.([{ units: Object.fromEntries(columns), searched }]);
    rows?.stay(searched, count);
    for (const { key, at } of removed) rows?.remove(searched, { key: [key], at });
    this.#tally.kept = Math.max(1, count);
  }

  remember(state: Uint8Array): void {
    this.state = state;
  }

  forget(): void {
    this.state = null;
  }
}

function growthOf(
  { artifact }: ArtifactPlan,
  { earlier, region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
  tally: Tally,
): GrowthRecorder | null {
  if (artifact.growth === undefined || earlier === undefined || slice.of > 1 || isExcerpt) return null;
  const usable = { earlier: sink.keepRows === undefined ? null : earlier, key: growthKey(artifact, region) };
  return new GrowthRecorder(artifact.growth, usable, sink, tally);
}

/** For artifacts that have no growth of their own. */
function sameRows(
  { artifact, without }: ArtifactPlan,
  { earlier, region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
): SameRows | null {
  if (artifact.growth !== undefined || earlier === undefined || slice.of > 1 || isExcerpt || without !== null) {
    return null;
  }
  return SameRows.of(artifact, { key: growthKey(artifact, region), earlier }, sink);
}

/** Counts rows that stay like those that are read. */
function counted(rows: StayingRows | null, tally: Tally): StayingRows | null {
  if (rows === null) return null;
  return {
    earlier: rows.earlier,
    begin: () => rows.begin(),
    stay(table, first, count) {
      rows.stay(table, first, count);
      tally.rows += count;
    },
    remember: (columns) => rows.remember(columns),
  };
}

/** Equal for two readings of an artifact of which the second can build on what the first has remembered. */
function growthKey(artifact: ArtifactDefinition, region: string | null): string {
  return JSON.stringify([definitionKey(artifact), region]);
}

interface OpeningStores {
  /** Filled with what is open, and with what is cited. */
  readonly opened: SourceDatabase[];
  readonly sources: SourceFile[];
  readonly tally: Tally;
  /** See `Backup.openDatabase`. */
  readonly digests: boolean;
}

async function openStores(
  plan: ArtifactPlan,
  backup: Backup,
  { opened, sources, tally, digests }: OpeningStores,
): Promise<Record<string, readonly SourceDatabase[]>> {
  const stores: Record<string, readonly SourceDatabase[]> = {};
  let failure: DomainError | null = null;
  for (const [name, entries] of Object.entries(plan.stores)) {
    const databases: SourceDatabase[] = [];
    if (plan.artifact.stores[name]?.format !== 'sqlite') continue;
    for (const entry of entries) {
      try {
        const database = await backup.openDatabase(entry, { digests });
        opened.push(database);
        databases.push(database);
        const shortfall = shortfallOf(database);
        if (shortfall !== null && !plan.artifact.stores[name].enriches) tally.isShort(shortfall);
        sources.push(sourceFile(plan, name, entry, { size: database.size, sha256: await database.sha256() }));
        const { wal } = database;
        if (wal !== null) {
          sources.push(sourceFile(plan, walStore(name), wal.entry, wal));
          if (isDiscarded(wal)) tally.note(msg('note.wal-discarded', { path: wal.entry.relativePath }), 1);
          // SQLite takes a log that was cut off as one that ends there.
          else if (wal.size < (wal.entry.sizeHint ?? 0))
            tally.note(msg('note.wal-short', { path: wal.entry.relativePath }), 1);
        }
      } catch (error) {
        if (!isDomainError(error)) throw error;
        failure ??= error;
        tally.failed(error);
        // If one of several stores is broken, the others are read. Without its only store an artifact cannot be read.
        const { optional, enriches } = plan.artifact.stores[name];
        if (enriches) tally.note(msg('note.unreadable-store', { path: entry.relativePath }), 1);
        else if (optional || entries.length > 1 || hasLooseFiles(plan, backup, error))
          tally.degrade(msg('ledger.store-unreadable', { path: entry.relativePath, problem: problemOf(error) }));
        else throw error;
      }
    }
    stores[name] = databases;
  }
  const isWithoutRecords = opened.length === 0 && !hasFiles(plan);
  if (isWithoutRecords && failure !== null && !hasLooseFiles(plan, backup, failure)) throw failure;
  return stores;
}

function sourceFile(
  { artifact }: ArtifactPlan,
  store: string,
  { fileID, domain, relativePath }: BackupEntry,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): SourceFile {
  return { artifact: artifact.id, store, fileID, domain, relativePath, size, sha256 };
}

/** What is missing from an opened store; null if it is complete. */
function shortfallOf({ entry, size, missingBytes, walMissing }: SourceDatabase): StoredMessage | null {
  const path = entry.relativePath;
  if (missingBytes !== undefined) return msg('ledger.cut-short', { path, size, length: size + missingBytes });
  return walMissing === true ? msg('ledger.wal-missing', { path: `${path}-wal` }) : null;
}

/** Size of the header of a `-wal`, after which its frames begin. */
const WAL_HEADER_BYTES = 32;

/** True for a `-wal` with contents of which nothing could be applied: it is damaged, or belongs to another database. */
function isDiscarded({ frames, size }: WriteAheadLog): boolean {
  return frames === 0 && size > WAL_HEADER_BYTES;
}

/** True if a store that is not a database may have records. */
function hasFiles({ artifact, stores }: ArtifactPlan): boolean {
  return Object.entries(stores).some(([name, entries]) => {
    const store = artifact.stores[name];
    return store?.format === 'file' && !store.enriches && entries.length > 0;
  });
}

/** True if records can be made without the store that could not be opened. Locked stores are read after unlocking. */
function hasLooseFiles({ artifact }: ArtifactPlan, backup: Backup, failure: DomainError): boolean {
  return !isDomainError(failure, 'BACKUP_LOCKED', 'CANCELLED') && looseKeys(artifact, backup).length > 0;
}

/** The artifact's loose files, looked up on first use. */
class LooseFiles {
  readonly #plan: ArtifactPlan;
  readonly #backup: Backup;
  #files: readonly LooseFile[] | null = null;

  constructor(plan: ArtifactPlan, backup: Backup) {
    this.#plan = plan;
    this.#backup = backup;
  }

  /** Number of files returned. */
  get count(): number {
    return this.#files?.length ?? 0;
  }

  get files(): readonly LooseFile[] {
    this.#files ??= looseKeys(this.#plan.artifact, this.#backup).map((key) => new ListedFile(key, this.#backup));
    return this.#files;
  }
}

/** A loose file whose record and payload are looked up when asked for: most belong to a record of a store. */
class ListedFile implements LooseFile {
  readonly fileID: string;
  readonly relativePath: string;
  readonly #key: EntryKey;
  readonly #backup: Backup;

  constructor(key: EntryKey & Pick<LooseFile, 'relativePath'>, backup: Backup) {
    this.fileID = key.fileID;
    this.relativePath = key.relativePath;
    this.#key = key;
    this.#backup = backup;
  }

  get size(): number | null {
    return this.#entry?.sizeHint ?? null;
  }

  get createdAt(): number | null {
    return this.#entry?.createdAt ?? null;
  }

  get modifiedAt(): number | null {
    return this.#entry?.modifiedAt ?? null;
  }

  get state(): LooseFile['state'] {
    return this.#backup.hasPayload(this.#key) ? 'present' : 'payload-missing';
  }

  get #entry(): BackupEntry | null {
    return this.#backup.manifest.get(this.fileID);
  }
}

/** Callbacks of {@link FileStores}; see {@link ReadObserver}. */
interface StoreObserver {
  readonly onRead: (entry: BackupEntry, store: string, size: number, sha256: string) => void;
  readonly onFailure: (error: unknown) => void;
}

/** The artifact's stores that are not databases, and files referenced by its records. */
class FileStores {
  readonly stores: Readonly<Record<string, readonly SourceFileBytes[]>>;
  readonly #backup: Backup;
  readonly #observer: StoreObserver;
  #files: number;
  #bytes = 0;

  constructor(plan: ArtifactPlan, backup: Backup, observer: StoreObserver) {
    this.#backup = backup;
    this.#observer = observer;
    const stores = Object.entries(plan.stores).filter(([name]) => plan.artifact.stores[name]?.format === 'file');
    this.stores = Object.fromEntries(
      stores.map(([name, entries]) => [name, entries.map((entry) => sourceBytes(backup, entry, this.#noting(name)))]),
    );
    this.#files = stores.reduce((sum, [, entries]) => sum + entries.length, 0);
  }

  /** Maximum number of records that the files read so far can contain: one per file and one per byte. */
  get most(): number {
    return this.#files + this.#bytes;
  }

  /** A file referenced by a record; it is cited under the store `named`. */
  file(domain: string, relativePath: string): SourceFileBytes | null {
    const entry = findByAnyNormalForm((path) => this.#backup.manifest.find(domain, path), relativePath);
    if (entry === null || entry.kind !== 'file') return null;
    this.#files++;
    return sourceBytes(this.#backup, entry, this.#noting('named'));
  }

  #noting(store: string): ReadObserver {
    const { onRead, onFailure } = this.#observer;
    return {
      onRead: (entry, size, sha256) => {
        this.#bytes += size;
        onRead(entry, store, size, sha256);
      },
      onFailure,
    };
  }
}

function context(
  stores: Record<string, readonly SourceDatabase[]>,
  bytes: FileStores,
  loose: LooseFiles,
  backup: Backup,
  { region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
  tally: Tally,
  memories: Required<Pick<ExtractContext<string>, 'growth' | 'staying'>>,
): ExtractContext<string> {
  return {
    stores,
    files: bytes.stores,
    file: (domain, relativePath) => {
      tally.usesFiles = true;
      return bytes.file(domain, relativePath);
    },
    get looseFiles() {
      tally.usesFiles = true;
      return loose.files;
    },
    region,
    slice,
    isExcerpt,
    ...memories,
    fileAt(domain: string, relativePath: string): FileReference {
      tally.usesFiles = true;
      const entry = findByAnyNormalForm((path) => backup.manifest.findKey(domain, path), relativePath);
      if (entry === null) return { fileID: null, state: 'not-in-backup' };
      const present = entry.kind === 'directory' || backup.hasPayload(entry);
      return { fileID: entry.fileID, state: present ? 'present' : 'payload-missing' };
    },
    note: (note, count = 1) => tally.note(note, count),
    found: (count) => {
      tally.found = (tally.found ?? 0) + count;
    },
    lost: (reason, count = 1) => tally.lose(reason, count),
    progress: (fraction) => sink.progress(fraction),
  };
}

/** How a reading ended. */
interface Ending {
  readonly outcome: Outcome;
  readonly reason: StoredMessage | null;
}

const OTHER = msg('note.other');

/** The message with long values shortened. */
function shortened(message: StoredMessage): StoredMessage {
  const isLong = (param: Param): boolean => typeof param === 'string' && param.length > LONGEST_VALUE;
  if (!Object.values(message.params).some(isLong)) return message;
  const params = Object.entries(message.params).map(([name, param]) => [
    name,
    typeof param === 'string' ? param.slice(0, LONGEST_VALUE) : param,
  ]);
  return { code: message.code, params: Object.fromEntries(params) };
}

/** The error message, with a suggestion if the cause is on this machine. */
function problemOf(error: DomainError): StoredMessage {
  const { code, detail } = error;
  if (!isLocalFailure(error)) return detail;
  return msg('ledger.local-failure', { problem: detail, next: msg(`errors.${code}.next`) });
}

/** Collects the counts and notes of an artifact. */
class Tally {
  found: number | null = null;
  rows = 0;
  /** Records of the last reading that were not read again. */
  kept = 0;
  lost = 0;
  /** True once something was not read for a reason that may be gone at the next attempt. */
  readAgain = false;
  /** See `ArtifactResult.usesFiles`. */
  usesFiles = false;
  readonly #notes = new Map<string, { readonly message: StoredMessage; count: number }>();
  #shortfall: StoredMessage | null = null;
  #cause: StoredMessage | null = null;

  note(given: StoredMessage, count: number): void {
    const message = shortened(given);
    const key = messageKey(message);
    const known = this.#notes.get(key);
    if (known !== undefined) known.count += count;
    else if (this.#notes.size < MOST_NOTES || given === OTHER) this.#notes.set(key, { message, count });
    else this.note(OTHER, count);
  }

  /** Records an error of reading a store or file. A limit may be one of this machine. */
  failed(error: unknown): void {
    this.usesFiles = true;
    this.readAgain ||= isLocalFailure(databaseError(error)) || isDomainError(error, 'LIMIT_EXCEEDED');
  }

  notes(): readonly CountedMessage[] {
    return [...this.#notes.values()].map(({ message, count }) => ({ ...message, count }));
  }

  lose(reason: StoredMessage, count: number): void {
    this.lost += count;
    this.degrade(shortened(reason));
    if (count > 0) this.note(reason, count);
  }

  /** Records a loss of an unknown number of records. */
  degrade(reason: StoredMessage): void {
    this.#shortfall ??= reason;
  }

  /** Records that a store is incomplete, which explains any other problem with it. */
  isShort(reason: StoredMessage): void {
    this.#cause ??= reason;
    this.degrade(reason);
  }

  /** The ending of a reading that failed with an error, with the cause of the error if known. */
  explain({ outcome, reason }: Ending): Ending {
    return { outcome, reason: outcome === 'failed' || outcome === 'partial' ? (this.#cause ?? reason) : reason };
  }

  /** Records that became rows or parts of rows: those in the source minus the lost ones, or the number of rows. */
  parsed(): number {
    return this.found === null ? this.rows + this.kept : Math.max(0, this.found - this.lost);
  }

  ending(): Ending {
    const rows = this.rows + this.kept;
    if (this.#shortfall !== null) return { outcome: rows > 0 ? 'partial' : 'failed', reason: this.#shortfall };
    return { outcome: rows === 0 ? 'empty' : 'indexed', reason: null };
  }
}

function endingOf(thrown: unknown, rows: number): Ending {
  const error = databaseError(thrown);
  if (isDomainError(error, 'BACKUP_LOCKED')) return { outcome: 'locked', reason: error.detail };
  if (isDomainError(error, 'UNSUPPORTED_SCHEMA')) return { outcome: 'unsupported-schema', reason: error.detail };
  const outcome = rows > 0 ? 'partial' : 'failed';
  if (error instanceof DomainError) return { outcome, reason: problemOf(error) };
  // A bug must not prevent other artifacts from being read, nor put a value of the backup into the ledger.
  const kind = error instanceof Error ? error.name : typeof error;
  process.stderr.write(`apple-juicer: reading stopped by ${error instanceof Error ? error.stack : kind}\n`);
  return { outcome, reason: msg('ledger.own-error', { error: kind }) };
}
