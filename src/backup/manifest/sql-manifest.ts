import { hash } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import { msg } from '../../locales/messages.ts';
import type { ManifestKind } from '../../model/backup-folder.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { isFileID } from '../file/payloads.ts';
import type { WritableSqlDatabase } from '../source-database/sql.ts';
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
import { DomainPaths } from './domain-paths.ts';
import { entryKind } from './entry.ts';
import { byPlace } from './entry-order.ts';
import { afterCondition, bytesOf, filterCondition, type Place, TEXT } from './entry-query.ts';
import { domainSummaries, manifestCounts } from './files-counts.ts';
import { PAGE, pagesOfFiles } from './files-pages.ts';
import { FilesQuery } from './files-query.ts';
import { LISTED, MAX_NAME_BYTES, MAYBE_LISTED, NO_INDEX, ORDER, ORDER_INDEX } from './files-table.ts';
import { folderChildren } from './folder-children.ts';
import { type Glob, parseGlob } from './glob.ts';
import { NamedFiles } from './named-files.ts';
import { pathsByIndex } from './paths-by-index.ts';

/** Look-ups by name before it pays to read all names. */
const LOOKUPS_BEFORE_NAMES = { copy: 5000, inPlace: 50_000 };

/** A {@link Manifest} over a `Files` table in a private copy. */
export class SqlManifest implements Manifest {
  readonly kind: ManifestKind;
  readonly #query: FilesQuery;
  readonly #paths: DomainPaths;
  readonly #release: () => void;
  readonly #isDamaged: boolean;
  #counts: ManifestCounts | null = null;
  /** The flags of a row by its key and names. */
  #flags: ReturnType<FilesQuery['prepareArrays']> | null = null;
  /** All files by name, once they were read. */
  #named: NamedFiles | null = null;
  #lookups = 0;

  /**
   * Adds an index to `db`, which it owns; `release` closes it and removes its files. `isDamaged`: `db` has only what is left
   * of a list.
   * @throws MALFORMED_MANIFEST if its `Files` table is not one that an iPhone writes
   */
  constructor(
    kind: ManifestKind,
    db: WritableSqlDatabase,
    decode: BlobDecoder,
    release: () => void,
    isDamaged = false,
  ) {
    this.kind = kind;
    this.#query = new FilesQuery(db, decode);
    this.#paths = new DomainPaths(this.#query);
    this.#release = release;
    this.#isDamaged = isDamaged;
  }

  get isInPlace(): boolean {
    return this.#query.isInPlace;
  }

  get isDamaged(): boolean {
    return this.#isDamaged || this.#query.isDamaged;
  }

  get duplicates(): number {
    return this.#query.columns.duplicates;
  }

  get(fileID: string): BackupEntry | null {
    if (!isFileID(fileID)) return null;
    const row = this.#query.rows(
      `SELECT ${this.#query.columns.entry} FROM Files WHERE fileID = ? AND ${LISTED}`,
      fileID,
    )[0];
    return row === undefined ? null : this.#query.entry(row);
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
    this.#flags ??= this.#query.prepareArrays(
      `SELECT ${this.#query.columns.flags} AS flags FROM Files WHERE fileID = ? AND domain = ? AND relativePath = ? AND ${LISTED}`,
    );
    const [row] = this.#flags(fileID, domain, relativePath);
    return row === undefined ? null : { fileID, domain, kind: this.#kindOf(fileID, row[0]) };
  }

  located(domainGlob: string, pathGlob: string): readonly BackupEntry[] | null {
    const [domains, paths] = [parseGlob(domainGlob), parseGlob(pathGlob)];
    if (domains.literal === null || paths.literal === null) {
      const index = this.#query.pathIndex;
      return index === NO_INDEX ? null : this.#locatedBy(index, domains, pathGlob);
    }
    const entry = this.find(domains.literal, paths.literal);
    return entry === null ? [] : [entry];
  }

  #locatedBy(index: string, domains: Glob, pathGlob: string): readonly BackupEntry[] | null {
    const from = `FROM Files INDEXED BY "${index}" WHERE relativePath`;
    const paths = pathsByIndex(pathGlob, (comparison, path) => {
      const [row] = this.#query.rows(`SELECT relativePath ${from} ${comparison} ? ORDER BY relativePath LIMIT 1`, path);
      return typeof row?.relativePath === 'string' ? row.relativePath : null;
    });
    if (paths === null) return null;
    const found: BackupEntry[] = [];
    for (const path of paths) {
      const owners = domains.literal === null ? this.#query.rows(`SELECT domain ${from} = ? LIMIT ${PAGE}`, path) : [];
      if (owners.length === PAGE) return null;
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
    const wanted = filterCondition(filter, this.#query.columns.flags);
    const entries: BackupEntry[] = [];
    let cursor = after;
    // Filtering by kind also selects rows without flags, whose kind is known only after decoding, so more pages may be
    // needed.
    for (;;) {
      const from = afterCondition(filter.domain, cursor === undefined ? null : this.#place(cursor));
      const rows = this.#query
        .orderedRows(
          `SELECT ${this.#query.columns.entry} FROM Files INDEXED BY ${ORDER_INDEX}
         WHERE ${LISTED} AND ${wanted.sql} AND ${from.sql} ORDER BY ${ORDER} LIMIT ?`,
          ...wanted.values,
          ...from.values,
          limit - entries.length,
        )
        .map((row) => this.#query.entry(row));
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
    const names = domains.literal === null ? this.#paths.domains(domains.prefix) : [Buffer.from(domains.literal)];
    for (const domain of names) {
      const name = Buffer.from(domain).toString('utf8');
      if (!domains.matches(name)) continue;
      if (paths.literal !== null) {
        const key = this.findKey(name, paths.literal);
        if (key !== null) yield { ...key, relativePath: paths.literal };
        continue;
      }
      for (const { fileID, relativePath, flags } of this.#paths.paths(domain, paths.prefix)) {
        if (!paths.matches(relativePath)) continue;
        yield { fileID, domain: name, relativePath, kind: this.#kindOf(fileID, flags) };
      }
    }
  }

  *names(): Generator<readonly [domain: string, relativePath: string], void, undefined> {
    const isShort = `octet_length(domain) <= ${MAX_NAME_BYTES} AND octet_length(relativePath) <= ${MAX_NAME_BYTES}`;
    let last = '';
    for (const page of pagesOfFiles(this.#query, 'domain, relativePath', isShort)) {
      for (const [, domain, relativePath] of page) {
        if (typeof domain !== 'string' || typeof relativePath !== 'string') continue;
        if (domain !== last) last = domain;
        yield [last, relativePath];
      }
    }
  }

  *keys(): Generator<EntryKey & { readonly relativePath: string }, void, undefined> {
    const named = this.#named === null ? new NamedFiles() : null;
    const columns = `fileID, domain, relativePath, ${this.#query.columns.flags}`;
    let domain = '';
    for (const page of pagesOfFiles(this.#query, columns, MAYBE_LISTED)) {
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

  *within(domain: string, folder: string): Generator<BackupEntry, void, undefined> {
    const itself = folder === '' ? null : this.find(domain, folder);
    if (itself !== null) yield itself;
    for (const { fileID } of this.#paths.paths(Buffer.from(domain), folder === '' ? '' : `${folder}/`)) {
      const entry = this.get(fileID);
      if (entry !== null) yield entry;
    }
  }

  children(domain: string, folder: string, limit: number, after?: Uint8Array): FolderPage {
    requireLimit(limit);
    const inDomain = `FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED} AND domain = ? AND relativePath`;
    const columns = `${this.#query.columns.entry}, CAST(relativePath AS BLOB) AS path`;
    return folderChildren(
      {
        first: (path) => {
          const sql = `SELECT ${columns} ${inDomain} >= ${TEXT} ORDER BY ${ORDER} LIMIT 1`;
          const [row] = this.#query.orderedRows(sql, domain, path);
          return row?.path instanceof Uint8Array ? { path: row.path, entry: this.#query.entry(row) } : null;
        },
        isListedFolder: (path) => {
          const sql = `SELECT ${this.#query.columns.entry} ${inDomain} = ${TEXT} ORDER BY ${ORDER} LIMIT 1`;
          const [row] = this.#query.orderedRows(sql, domain, path);
          return row !== undefined && this.#query.entry(row).kind === 'directory';
        },
      },
      folder,
      limit,
      after,
    );
  }

  domains(): DomainSummary[] {
    return domainSummaries(this.#query);
  }

  counts(): ManifestCounts {
    this.#counts ??= manifestCounts(this.#query);
    return this.#counts;
  }

  *withPrefix(prefix: string): Generator<BackupEntry, void, undefined> {
    let after = prefix;
    for (;;) {
      const rows = this.#query.rows(
        `SELECT ${this.#query.columns.entry} FROM Files
         WHERE fileID > ? AND fileID < ? AND ${LISTED} ORDER BY fileID LIMIT ?`,
        after,
        `${prefix}g`,
        PAGE,
      );
      for (const row of rows) yield this.#query.entry(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = String(last.fileID);
    }
  }

  close(): void {
    this.#query.close();
    this.#named = null;
    this.#release();
  }

  /** The position of `after` in the order: the bytes of its row, if it still exists. */
  #place(after: EntryCursor): Place {
    const [stored] = this.#query.rows(
      'SELECT CAST(domain AS BLOB) AS domain, CAST(relativePath AS BLOB) AS path FROM Files WHERE fileID = ?',
      after.fileID,
    );
    return {
      domain: bytesOf(stored?.domain, after.domain),
      path: bytesOf(stored?.path, after.relativePath),
      fileID: after.fileID,
    };
  }
}

function requireLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new DomainError('BAD_REQUEST', msg('detail.limit-too-small'));
}
