import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../model/errors.ts';
import { readLayout } from './discovery/layout.ts';
import { ioError, systemErrorCode } from './file/io-error.ts';
import { isFileID, Payloads } from './file/payloads.ts';
import { BLOCK } from './file/plain-length.ts';
import type { Backup, ManifestCounts } from './types.ts';

/** What is, and what is not, in a backup folder. */
export interface BackupHealth extends ManifestCounts {
  readonly files: number;
  readonly directories: number;
  readonly symlinks: number;
  readonly unknown: number;
  /** Files the manifest lists whose payload is not in the folder. */
  readonly missing: number;
  /** Payloads in the folder that the manifest does not list. */
  readonly unlisted: number;
  /** Encrypted payloads that are no whole number of blocks, so cut short; null where sizes were not looked at. */
  readonly truncated: number | null;
  /** Stored length of all listed payloads; null where sizes were not looked at. */
  readonly bytes: number | null;
  /** The same by domain, the largest first, of at most {@link MAX_DOMAINS}; null where sizes were not looked at. */
  readonly domains: readonly DomainSize[] | null;
}

/** What the payloads of one domain take. */
export interface DomainSize {
  readonly domain: string;
  readonly files: number;
  readonly bytes: number;
}

/** Domains that are told apart; a phone has some hundreds. */
export const MAX_DOMAINS = 10_000;

/** What to look at, and a way to give up. */
export interface HealthOptions {
  /** Looks at the size of every payload: one system call a file. */
  readonly sizes?: boolean;
  readonly signal?: AbortSignal;
}

const PREFIXES = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/**
 * Compares the manifest with the folder: one directory listing for each of the 256 payload folders, not a system call a
 * file. Memory holds one folder's names (all of them for the flat layout before iOS 10).
 * @throws CANCELLED, NO_ACCESS, MALFORMED_MANIFEST
 */
export async function checkHealth(backup: Backup, options: HealthOptions = {}): Promise<BackupHealth> {
  const payloads = new Payloads((await readLayout(backup.folder.path)).payloadRoots);
  const flat = await flatNames(payloads);
  const tally = { files: 0, directories: 0, symlinks: 0, unknown: 0, missing: 0, unlisted: 0, truncated: 0, bytes: 0 };
  const sizes = options.sizes === true;
  const domains = new Map<string, { files: number; bytes: number }>();
  for (const prefix of PREFIXES) {
    if (options.signal?.aborted) throw new DomainError('CANCELLED', 'Checking the backup was cancelled.');
    const names = flat.get(prefix) ?? new Map<string, string>();
    for (const folder of payloads.shards(prefix)) await addNames(names, folder);
    const unlisted = new Set(names.keys());
    for (const entry of backup.manifest.withPrefix(prefix)) {
      unlisted.delete(entry.fileID);
      if (entry.kind === 'directory') tally.directories++;
      else if (entry.kind === 'symlink') tally.symlinks++;
      else {
        tally[entry.kind === 'file' ? 'files' : 'unknown']++;
        const path = names.get(entry.fileID);
        if (path === undefined && entry.kind === 'file') tally.missing++;
        else if (path !== undefined && sizes) {
          const size = await storedSize(path);
          tally.bytes += size;
          addTo(domains, entry.domain, size);
          // Plain backups may hold keys too: for the device, not for these bytes.
          if (backup.folder.encrypted && entry.wrappedKey !== null && size % BLOCK !== 0) tally.truncated++;
        }
      }
    }
    tally.unlisted += unlisted.size;
  }
  const looked = sizes ? { domains: largestFirst(domains) } : { truncated: null, bytes: null, domains: null };
  return { ...backup.manifest.counts(), ...tally, ...looked };
}

function addTo(domains: Map<string, { files: number; bytes: number }>, domain: string, bytes: number): void {
  const known = domains.get(domain);
  if (known !== undefined) {
    known.files++;
    known.bytes += bytes;
  } else if (domains.size < MAX_DOMAINS) domains.set(domain, { files: 1, bytes });
}

function largestFirst(domains: ReadonlyMap<string, { files: number; bytes: number }>): DomainSize[] {
  return [...domains].map(([domain, size]) => ({ domain, ...size })).sort((a, b) => b.bytes - a.bytes);
}

/** Payloads right in the root folders, by the first two digits of their fileID. */
async function flatNames(payloads: Payloads): Promise<Map<string, Map<string, string>>> {
  const names = new Map<string, string>();
  for (const root of payloads.roots) await addNames(names, root);
  const byPrefix = new Map<string, Map<string, string>>();
  for (const [fileID, path] of names) {
    const prefix = fileID.slice(0, 2);
    const group = byPrefix.get(prefix) ?? new Map<string, string>();
    byPrefix.set(prefix, group.set(fileID, path));
  }
  return byPrefix;
}

/** Adds the payloads in `folder` by fileID. Links are no payloads, and a folder that is a link is not looked into. */
async function addNames(names: Map<string, string>, folder: string): Promise<void> {
  let entries: Dirent[];
  try {
    if (!(await lstat(folder)).isDirectory()) return;
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw ioError(error, 'A folder of the backup');
  }
  for (const entry of entries)
    if (entry.isFile() && isFileID(entry.name)) names.set(entry.name, join(folder, entry.name));
}

async function storedSize(path: string): Promise<number> {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    throw ioError(error, 'A payload');
  }
}
