import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { systemErrorCode } from '../file/io-error.ts';

/** Names of archives, which have to be unpacked first. */
export const ARCHIVE = /\.(?:zip|tar|tgz|tbz2?|txz|gz|bz2|xz|7z|rar|dmg|iso)$/i;
const MANIFESTS = ['Manifest.db', 'Manifest.mbdb'];
const SHARD = /^[0-9a-f]{2}$/i;
/** Number of two-digit folders that indicates a backup without its manifest. One or two may be coincidence. */
const MANY_SHARDS = 32;
/** Domains that extraction tools use as folder names. */
const DOMAINS = new Set(['HomeDomain', 'CameraRollDomain', 'MediaDomain', 'RootDomain', 'WirelessDomain']);
/** Number of child folders examined. */
const MAX_CHILDREN = 50;
/** Longer names are truncated. */
const MAX_NAME = 80;

/** Explains that a file was named instead of a folder, and what to do. */
export function explainFile(name: string): StoredMessage {
  if (ARCHIVE.test(name)) {
    return msg('place.archive', { suffix: extname(name) });
  }
  return msg('place.file');
}

/**
 * Explains why a folder contains no backup and what to do. Examines names only; never throws for
 * inaccessible folders.
 */
export async function explainMissingBackup(folder: string): Promise<StoredMessage> {
  const entries = await namesIn(folder);
  if (entries === null) return msg('place.unreadable');
  if (entries.every(({ name }) => name.startsWith('.'))) return msg('place.empty');
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const child of [folder, ...folders.slice(0, MAX_CHILDREN).map(({ name }) => join(folder, name))]) {
    const renamed = renamedManifest((await namesIn(child)) ?? []);
    if (renamed !== null) {
      return msg('place.renamed', { name: renamed });
    }
  }
  const archive = entries.find((entry) => entry.isFile() && !entry.name.startsWith('._') && ARCHIVE.test(entry.name));
  if (archive !== undefined) {
    return msg('place.archive-inside', { name: short(archive.name) });
  }
  if (folders.filter(({ name }) => SHARD.test(name)).length >= MANY_SHARDS) {
    return msg('place.no-manifest');
  }
  if (folders.some(({ name }) => DOMAINS.has(name))) {
    return msg('place.extracted');
  }
  return msg('place.no-backup');
}

/** A manifest whose name has a different case; null if there is none. */
function renamedManifest(entries: readonly Dirent[]): string | null {
  const names = new Set(entries.map(({ name }) => name));
  for (const manifest of MANIFESTS) {
    if (names.has(manifest)) continue;
    const found = entries.find(({ name }) => name.toLowerCase() === manifest.toLowerCase());
    if (found !== undefined) return found.name;
  }
  return null;
}

async function namesIn(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
    return null;
  }
}

function short(name: string): string {
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 1)}…`;
}
