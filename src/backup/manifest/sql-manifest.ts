import { hash } from 'node:crypto';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import type { ManifestKind } from '../../model/backup-folder.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { isFileID } from '../file/payloads.ts';
import { databaseError } from '../source-database/database-error.ts';
import { DirectDatabase } from '../source-database/direct/direct-database.ts';
import type { SqlStatement, WritableSqlDatabase } from '../source-database/sql.ts';
import type {
  BackupEntry,
  DomainSummary,
  EntryCursor,
  EntryFilter,
  EntryKey,
  EntryKind,
  FolderPage,
  Manifest,
  ManifestCounts,
} from '../types.ts';
import type { BlobDecoder } from './decode-blob.ts';
import { type EntryDetails, entryKind, NO_DETAILS } from './entry.ts';
import { byPlace } from './entry-order.ts';
import { afterCondition, bytesOf, filterCondition, type Place, TEXT, unflagged } from './entry-query.ts';
import {
  createOrder,
  type FilesColumns,
  LISTED,
  MAX_NAME_BYTES,
  MAYBE_LISTED,
  NO_INDEX,
  ORDER,
  ORDER_INDEX,
  pathIndexOf,
  prepareFiles,
} from './files-table.ts';
import { folderChildren } from './folder-children.ts';
import { type Glob, parseGlob } from './glob.ts';
import { NamedFiles } from './named-files.ts';
import { pathsByIndex } from './paths-by-index.ts';

type Row = Record<string, SQLOutputValue>;

/** Keys read at a time while matching. No cursor stays open between pages, so the caller may pause. */
const MATCH_PAGE = 1000;
/** Look-ups by name before it pays to read all names. */
const LOOKUPS_BEFORE_NAMES = { copy: 5000, inPlace: 50_000 };

/** Rows of a domain that are sorted in memory, some 300 bytes each. */
const MAX_SORTED = 100_000;
/**
 * Rows in the order of their paths take some three times as long as those of a domain in the order of the table, which
 * are all read.
 */
const TIMES_AS_LONG = 3;
/** Lists that are sorted before the index of the order is built. */
const MAX_SORTINGS = 4;

interface PathRow {
  readonly fileID: string;
  readonly relativePath: string;
  readonly flags: SQLOutputValue | undefined;
}

/** A {@link Manifest} over a `Files` table in a private copy. */
export class SqlManifest implements Manifest {
  readonly kind: ManifestKind;
  readonly isInPlace: boolean;
  readonly #db: WritableSqlDatabase;
  readonly #decode: BlobDecoder;
  readonly #release: () => void;
  readonly #columns: FilesColumns;
  readonly #statements = new Map<string, SqlStatement>();
  #ordered = false;
  #sortings = 0;
  #counts: ManifestCounts | null = null;
  /** The flags of a row by its key and names. */
  #flags: SqlStatement | null = null;
  /** All files by name, once they were read. */
  #named: NamedFiles | null = null;
  #lookups = 0;
  /** Name of an index of all paths, or {@link NO_INDEX}; null until needed. */
  #pathIndex: string | null = null;

  /**
   * Adds an index to `db`, which it owns; `release` closes it and removes its files.
   * @throws MALFORMED_MANIFEST if its `Files` table is not one that an iPhone writes
   */
  constructor(kind: ManifestKind, db: WritableSqlDatabase, decode: BlobDecoder, release: () => void) {
    this.kind = kind;
    this.isInPlace = db instanceof DirectDatabase;
    this.#db = db;
    this.#decode = decode;
    this.#release = release;
    this.#columns = this.#run(() => prepareFiles(db));
  }

  get duplicates(): number {
    return this.#columns.duplicates;
  }

  get(fileID: string): BackupEntry | null {
    if (!isFileID(fileID)) return null;
    const row = this.#rows(`SELECT ${this.#columns.entry} FROM Files WHERE fileID = ? AND ${LISTED}`, fileID)[0];
    return row === undefined ? null : this.#entry(row);
  }

  find(domain: string, relativePath: string): BackupEntry | null {
    if (this.#named?.mayHave(relativePath) === false) return null;
    const fileID = hash('sha1', `${domain}-${relativePath}`);
    if (this.#named !== null && this.#named.kindOf(fileID, domain) === null) return null;
    const entry = this.get(fileID);
    return entry?.domain === domain && entry.relativePath === relativePath ? entry : null;
  }

  findKey(domain: string, relativePath: string): EntryKey | null {
    const named = this.#named ?? this.#nameOften();
    if (named?.mayHave(relativePath) === false) return null;
    const fileID = hash('sha1', `${domain}-${relativePath}`);
    if (named !== null) {
      const kind = named.kindOf(fileID, domain);
      return kind === null ? null : { fileID, domain, kind };
    }
    const row = this.#run(() => {
      this.#flags ??= this.#db.prepare(
        `SELECT ${this.#columns.flags} AS flags FROM Files WHERE fileID = ? AND domain = ? AND relativePath = ? AND ${LISTED}`,
      );
      return this.#flags.get(fileID, domain, relativePath);
    });
    return row === undefined ? null : { fileID, domain, kind: this.#kindOf(fileID, row.flags) };
  }

  located(domainGlob: string, pathGlob: string): readonly BackupEntry[] | null {
    const [domains, paths] = [parseGlob(domainGlob), parseGlob(pathGlob)];
    if (domains.literal === null || paths.literal === null) {
      const index = (this.#pathIndex ??= this.#run(() => pathIndexOf(this.#db)));
      return index === NO_INDEX ? null : this.#locatedBy(index, domains, pathGlob);
    }
    const entry = this.find(domains.literal, paths.literal);
    return entry === null ? [] : [entry];
  }

  #locatedBy(index: string, domains: Glob, pathGlob: string): readonly BackupEntry[] | null {
    const from = `FROM Files INDEXED BY "${index}" WHERE relativePath`;
    const paths = pathsByIndex(pathGlob, (comparison, path) => {
      const [row] = this.#rows(`SELECT relativePath ${from} ${comparison} ? ORDER BY relativePath LIMIT 1`, path);
      return typeof row?.relativePath === 'string' ? row.relativePath : null;
    });
    if (paths === null) return null;
    const found: BackupEntry[] = [];
    for (const path of paths) {
      const owners = domains.literal === null ? this.#rows(`SELECT domain ${from} = ? LIMIT ${MATCH_PAGE}`, path) : [];
      if (owners.length === MATCH_PAGE) return null;
      const names = domains.literal === null ? owners.map(({ domain }) => String(domain)) : [domains.literal];
      for (const name of new Set(names)) {
        const entry = domains.matches(name) ? this.find(name, path) : null;
        if (entry !== null) found.push(entry);
      }
    }
    return found.toSorted(byPlace);
  }

  /** Reads all names after many look-ups. A damaged table is asked on, as a look-up may succeed where a scan fails. */
  #nameOften(): NamedFiles | null {
    const limit = this.isInPlace ? LOOKUPS_BEFORE_NAMES.inPlace : LOOKUPS_BEFORE_NAMES.copy;
    if (++this.#lookups === limit) {
      try {
        for (const _ of this.keys()) continue;
      } catch (error) {
        if (!isDomainError(error, 'MALFORMED_MANIFEST')) throw error;
      }
    }
    return this.#named;
  }

  /** The kind in a row's flags; otherwise that of its record. */
  #kindOf(fileID: string, flags: SQLOutputValue | undefined): EntryKind {
    const kind = entryKind(flags, 0);
    return kind === 'unknown' ? (this.get(fileID)?.kind ?? kind) : kind;
  }

  list(filter: EntryFilter, limit: number, after?: EntryCursor): BackupEntry[] {
    requireLimit(limit);
    const wanted = filterCondition(filter, this.#columns.flags);
    const entries: BackupEntry[] = [];
    let cursor = after;
    // Filtering by kind also selects rows without flags, whose kind is known only after decoding, so more pages may be
    // needed.
    for (;;) {
      const from = afterCondition(filter.domain, cursor === undefined ? null : this.#place(cursor));
      const rows = this.#orderedRows(
        `SELECT ${this.#columns.entry} FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND ${wanted.sql} AND ${from.sql} ORDER BY ${ORDER} LIMIT ?`,
        ...wanted.values,
        ...from.values,
        limit - entries.length,
      ).map((row) => this.#entry(row));
      entries.push(...rows.filter((entry) => filter.kind === undefined || entry.kind === filter.kind));
      cursor = rows.at(-1);
      if (cursor === undefined || entries.length === limit) return entries;
    }
  }

  *match(domainGlob: string, pathGlob: string): Generator<BackupEntry, void, undefined> {
    for (const { fileID } of this.matchKeys(domainGlob, pathGlob)) {
      const entry = this.get(fileID);
      if (entry !== null) yield entry;
    }
  }

  *matchKeys(
    domainGlob: string,
    pathGlob: string,
  ): Generator<EntryKey & { readonly relativePath: string }, void, undefined> {
    const domains = parseGlob(domainGlob);
    const paths = parseGlob(pathGlob);
    const names = domains.literal === null ? this.#domainNames(domains.prefix) : [Buffer.from(domains.literal)];
    for (const domain of names) {
      const name = Buffer.from(domain).toString('utf8');
      if (!domains.matches(name)) continue;
      if (paths.literal !== null) {
        const key = this.findKey(name, paths.literal);
        if (key !== null) yield { ...key, relativePath: paths.literal };
        continue;
      }
      for (const { fileID, relativePath, flags } of this.#pathsIn(domain, paths.prefix)) {
        if (!paths.matches(relativePath)) continue;
        yield { fileID, domain: name, relativePath, kind: this.#kindOf(fileID, flags) };
      }
    }
  }

  *names(): Generator<readonly [domain: string, relativePath: string], void, undefined> {
    const isShort = `octet_length(domain) <= ${MAX_NAME_BYTES} AND octet_length(relativePath) <= ${MAX_NAME_BYTES}`;
    let last = '';
    for (const page of this.#pagesOfFiles('domain, relativePath', isShort)) {
      for (const [, domain, relativePath] of page) {
        if (typeof domain !== 'string' || typeof relativePath !== 'string') continue;
        if (domain !== last) last = domain;
        yield [last, relativePath];
      }
    }
  }

  *keys(): Generator<EntryKey & { readonly relativePath: string }, void, undefined> {
    const named = this.#named === null ? new NamedFiles() : null;
    const columns = `fileID, domain, relativePath, ${this.#columns.flags}`;
    let domain = '';
    for (const page of this.#pagesOfFiles(columns, MAYBE_LISTED)) {
      for (const [, fileID, stored, relativePath, flags] of page as [unknown, string, string, string, number][]) {
        // Readers look domains up in maps, which takes less time for the same text than for another that is equal.
        if (stored !== domain) domain = stored;
        const kind = this.#kindOf(fileID, flags);
        // The digest of its names has only such digits.
        const isListed = named?.add(fileID, domain, relativePath, kind) === true || isFileID(fileID);
        if (isListed) yield { fileID, domain, relativePath, kind };
      }
    }
    if (named?.isWhole === true) this.#named = named;
  }

  /**
   * Key and columns of the rows as they come: building the index of the order first would take several times as long. No
   * cursor stays open between two pages, and a table that leads back to itself ends.
   */
  *#pagesOfFiles(
    columns: string,
    condition: string,
  ): Generator<readonly (readonly SQLOutputValue[])[], void, undefined> {
    const statement = this.#run(() => {
      const table = this.#db.prepare("SELECT wr FROM pragma_table_list('Files')").get();
      const key = table?.wr === 1 ? 'fileID' : 'rowid';
      const prepared = this.#db.prepare(
        `SELECT ${key}, ${columns} FROM Files NOT INDEXED
         WHERE ${key} > ? AND ${condition} ORDER BY ${key} LIMIT ${MATCH_PAGE}`,
      );
      prepared.setReturnArrays(true);
      return prepared;
    });
    const pageAfter = (key: SQLInputValue): readonly (readonly SQLOutputValue[])[] =>
      this.#run(() => statement.all(key) as unknown as readonly (readonly SQLOutputValue[])[]);
    let page = pageAfter(Number.MIN_SAFE_INTEGER);
    while (page.length > 0) {
      yield page;
      page = pageAfter(page.at(-1)?.[0] ?? null);
    }
  }

  *within(domain: string, folder: string): Generator<BackupEntry, void, undefined> {
    const itself = folder === '' ? null : this.find(domain, folder);
    if (itself !== null) yield itself;
    for (const { fileID } of this.#pathsIn(Buffer.from(domain), folder === '' ? '' : `${folder}/`)) {
      const entry = this.get(fileID);
      if (entry !== null) yield entry;
    }
  }

  children(domain: string, folder: string, limit: number, after?: Uint8Array): FolderPage {
    requireLimit(limit);
    const inDomain = `FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED} AND domain = ? AND relativePath`;
    const columns = `${this.#columns.entry}, CAST(relativePath AS BLOB) AS path`;
    return folderChildren(
      {
        first: (path) => {
          const sql = `SELECT ${columns} ${inDomain} >= ${TEXT} ORDER BY ${ORDER} LIMIT 1`;
          const [row] = this.#orderedRows(sql, domain, path);
          return row?.path instanceof Uint8Array ? { path: row.path, entry: this.#entry(row) } : null;
        },
        isListedFolder: (path) => {
          const sql = `SELECT ${this.#columns.entry} ${inDomain} = ${TEXT} ORDER BY ${ORDER} LIMIT 1`;
          const [row] = this.#orderedRows(sql, domain, path);
          return row !== undefined && this.#entry(row).kind === 'directory';
        },
      },
      folder,
      limit,
      after,
    );
  }

  domains(): DomainSummary[] {
    const rows = this.#orderedRows(
      `SELECT domain, count(*) AS entries, sum(flags IS 1) AS files, sum(flags IS 2) AS directories,
              sum(flags IS 4) AS symlinks
       FROM (SELECT domain, ${this.#columns.flags} AS flags FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED})
       GROUP BY domain ORDER BY domain`,
    );
    return rows.map((row) => {
      const summary = {
        domain: String(row.domain),
        files: Number(row.files),
        directories: Number(row.directories),
        symlinks: Number(row.symlinks),
      };
      const unflagged = Number(row.entries) - summary.files - summary.directories - summary.symlinks;
      return unflagged === 0 ? { ...summary, unknown: 0 } : this.#addUnflagged(summary);
    });
  }

  counts(): ManifestCounts {
    this.#counts ??= this.#count();
    return this.#counts;
  }

  *withPrefix(prefix: string): Generator<BackupEntry, void, undefined> {
    for (const row of this.#rowsWithPrefix(prefix, this.#columns.entry)) yield this.#entry(row);
  }

  /** Read in pages, so that no cursor stays open. */
  *#rowsWithPrefix(prefix: string, columns: string): Generator<Row, void, undefined> {
    let after = prefix;
    for (;;) {
      const rows = this.#rows(
        `SELECT ${columns} FROM Files WHERE fileID > ? AND fileID < ? AND ${LISTED} ORDER BY fileID LIMIT ?`,
        after,
        `${prefix}g`,
        MATCH_PAGE,
      );
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < MATCH_PAGE) return;
      after = String(last.fileID);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#named = null;
    this.#release();
  }

  #count(): ManifestCounts {
    const [totals] = this.#orderedRows(
      `SELECT (SELECT count(*) FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED}) AS listed,
              (SELECT count(*) FROM Files) AS total`,
    );
    const rows = Number(totals?.listed);
    let undecodable = 0;
    this.#run(() => {
      const statement = this.#db.prepare(`SELECT ${this.#columns.entry} FROM Files WHERE ${LISTED}`);
      for (const row of statement.iterate()) if (this.#entry(row).undecodable) undecodable++;
    });
    const { duplicates } = this;
    return { rows, undecodable, skipped: Number(totals?.total) - rows, duplicates };
  }

  /** Rows without flags are counted by the kind in their record. */
  #addUnflagged(flagged: Omit<DomainSummary, 'unknown'>): DomainSummary {
    const summary = { ...flagged, unknown: 0 };
    const rows = this.#orderedRows(
      `SELECT ${this.#columns.entry} FROM Files INDEXED BY ${ORDER_INDEX}
       WHERE ${LISTED} AND domain = ? AND ${unflagged(this.#columns.flags)}`,
      summary.domain,
    );
    for (const row of rows) {
      const { kind } = this.#entry(row);
      summary[
        kind === 'file' ? 'files' : kind === 'directory' ? 'directories' : kind === 'symlink' ? 'symlinks' : kind
      ]++;
    }
    return summary;
  }

  /** The position of `after` in the order: the bytes of its row, if it still exists. */
  #place(after: EntryCursor): Place {
    const [stored] = this.#rows(
      'SELECT CAST(domain AS BLOB) AS domain, CAST(relativePath AS BLOB) AS path FROM Files WHERE fileID = ?',
      after.fileID,
    );
    return {
      domain: bytesOf(stored?.domain, after.domain),
      path: bytesOf(stored?.path, after.relativePath),
      fileID: after.fileID,
    };
  }

  /** Stored names of domains that start with `prefix`, with one index seek each. */
  *#domainNames(prefix: string): Generator<Uint8Array, void, undefined> {
    const start = Buffer.from(prefix);
    const next = (comparison: '>' | '>=', value: Uint8Array): Uint8Array | null => {
      const [row] = this.#orderedRows(
        `SELECT CAST(domain AS BLOB) AS name FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND domain ${comparison} ${TEXT} ORDER BY ${ORDER} LIMIT 1`,
        value,
      );
      return row?.name instanceof Uint8Array ? row.name : null;
    };
    for (let name = next('>=', start); name !== null; name = next('>', name)) {
      if (!start.equals(name.subarray(0, start.length))) return;
      yield name;
    }
  }

  /** Keys of the entries of a domain whose path starts with `prefix`, in order. */
  *#pathsIn(domain: Uint8Array, prefix: string): Generator<PathRow, void, undefined> {
    const start = Buffer.from(prefix);
    yield* this.#sorted(domain, start) ?? this.#pagesOfPaths(domain, start);
  }

  /**
   * The same at once, for the first few readers that need a list: the index of the order would be of all domains. Null if
   * the index exists or begins to pay, or if the rows are too many to hold.
   */
  #sorted(domain: Uint8Array, start: Buffer): readonly PathRow[] | null {
    if (this.#ordered || this.isInPlace || this.#sortings === MAX_SORTINGS) return null;
    this.#sortings++;
    // The bytes of UTF-8 are below 255.
    const end = Buffer.from(start);
    if (end.length > 0) end.writeUInt8((end.at(-1) as number) + 1, end.length - 1);
    const index = start.length === 0 ? NO_INDEX : this.#indexOfFew(domain, start, end);
    // Otherwise SQLite takes the index of domains, or none.
    const [from, path] = index === NO_INDEX ? ['', '+relativePath'] : [`INDEXED BY "${index}"`, 'relativePath'];
    const range = start.length === 0 ? 'true' : `${path} >= ${TEXT} AND ${path} < ${TEXT}`;
    // Conditions are tested in this order, those that most rows fail first.
    const rows = this.#run(() => {
      const statement = this.#db.prepare(
        `SELECT fileID, relativePath, ${this.#columns.flags} FROM Files ${from}
         WHERE domain COLLATE BINARY = ${TEXT} AND ${range} AND ${MAYBE_LISTED} ORDER BY +relativePath COLLATE BINARY, fileID COLLATE BINARY LIMIT ?`,
      );
      statement.setReturnArrays(true);
      const arrays: unknown = statement.all(domain, ...(start.length === 0 ? [] : [start, end]), MAX_SORTED + 1);
      return arrays as readonly (readonly SQLOutputValue[])[];
    });
    if (rows.length > MAX_SORTED) return null;
    return rows
      .map(([fileID, relativePath, flags]) => ({ fileID: String(fileID), relativePath: String(relativePath), flags }))
      .filter(({ fileID }) => isFileID(fileID));
  }

  /**
   * The index of paths if there are few from `start` up to `end`, in all domains, compared with all paths of the domain;
   * otherwise {@link NO_INDEX}.
   */
  #indexOfFew(domain: Uint8Array, start: Buffer, end: Buffer): string {
    const index = (this.#pathIndex ??= this.#run(() => pathIndexOf(this.#db)));
    if (index === NO_INDEX) return NO_INDEX;
    const count = (rest: string, ...values: SQLInputValue[]): number =>
      Number(this.#rows(`SELECT count(*) AS count FROM (SELECT 1 FROM Files ${rest} LIMIT ?)`, ...values)[0]?.count);
    const inRange = `INDEXED BY "${index}" WHERE relativePath >= ${TEXT} AND relativePath < ${TEXT}`;
    const few = count(inRange, start, end, MAX_SORTED);
    if (few < MATCH_PAGE) return index;
    const enough = few * TIMES_AS_LONG;
    return count(`WHERE domain COLLATE BINARY = ${TEXT}`, domain, enough) === enough ? index : NO_INDEX;
  }

  *#pagesOfPaths(domain: Uint8Array, start: Buffer): Generator<PathRow, void, undefined> {
    let path: Uint8Array = start;
    let fileID = '';
    for (;;) {
      const rows = this.#orderedRows(
        `SELECT fileID, relativePath, CAST(relativePath AS BLOB) AS path, ${this.#columns.flags} AS flags
         FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND domain = ${TEXT} AND (relativePath, fileID) > (${TEXT}, ?)
         ORDER BY ${ORDER} LIMIT ${MATCH_PAGE}`,
        domain,
        path,
        fileID,
      );
      for (const row of rows) {
        if (!(row.path instanceof Uint8Array) || !start.equals(row.path.subarray(0, start.length))) return;
        path = row.path;
        fileID = String(row.fileID);
        yield { fileID, relativePath: String(row.relativePath), flags: row.flags };
      }
      if (rows.length < MATCH_PAGE) return;
    }
  }

  #entry(row: Row): BackupEntry {
    let details: EntryDetails = NO_DETAILS;
    let undecodable = row.present === 1 && !(row.file instanceof Uint8Array);
    if (row.file instanceof Uint8Array) {
      try {
        details = this.#decode(row.file);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        undecodable = true;
      }
    }
    return {
      fileID: String(row.fileID),
      domain: String(row.domain),
      relativePath: String(row.relativePath),
      kind: entryKind(row.flags, details.mode),
      ...details,
      ...(undecodable ? { undecodable } : {}),
    };
  }

  /** Like `#rows`, for queries that use the order index, which the first of them builds. */
  #orderedRows(sql: string, ...values: SQLInputValue[]): Row[] {
    if (!this.#ordered) {
      this.#run(() => createOrder(this.#db, this.#columns));
      this.#ordered = true;
    }
    return this.#rows(sql, ...values);
  }

  #rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#run(() => {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#db.prepare(sql);
        this.#statements.set(sql, statement);
      }
      return statement.all(...values);
    });
  }

  #run<T>(work: () => T): T {
    if (!this.#db.isOpen) throw new DomainError('CANCELLED', msg('detail.backup-closed'));
    try {
      return work();
    } catch (error) {
      const known = databaseError(error);
      if (!isDomainError(known, 'MALFORMED_DATABASE', 'UNSUPPORTED_SCHEMA')) throw known;
      throw new DomainError('MALFORMED_MANIFEST', msg('detail.manifest-damaged'), {
        cause: error,
      });
    }
  }
}

function requireLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new DomainError('BAD_REQUEST', msg('detail.limit-too-small'));
}
