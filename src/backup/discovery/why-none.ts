import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { systemErrorCode } from '../file/io-error.ts';

const ARCHIVE = /\.(?:zip|tar|tgz|tbz2?|txz|gz|bz2|xz|7z|rar|dmg|iso)$/i;
const MANIFESTS = ['Manifest.db', 'Manifest.mbdb'];
const SHARD = /^[0-9a-f]{2}$/i;
/** So many folders of payloads make a backup without its manifest; a chance name is one or two. */
const MANY_SHARDS = 32;
/** Domains of which tools make folders when they take files out of a backup. */
const DOMAINS = new Set(['HomeDomain', 'CameraRollDomain', 'MediaDomain', 'RootDomain', 'WirelessDomain']);
/** Child folders that are looked into. */
const MAX_CHILDREN = 50;
/** Longer names are cut. */
const MAX_NAME = 80;

/** What a file is that was named instead of a folder, and what to do. */
export function aboutFile(name: string): string {
  if (ARCHIVE.test(name)) {
    return `This is an archive (${extname(name)}), not a folder: unpack it, then name the folder that comes out.`;
  }
  return 'This is a file, not a folder: name the folder of the backup, in which Manifest.db lies.';
}

/** Why there is no backup in a folder, and what to do about it, in plain English. Looks at names only; never throws for them. */
export async function whyNoBackup(folder: string): Promise<string> {
  const entries = await namesIn(folder);
  if (entries === null) return 'This folder may not be read.';
  if (entries.every(({ name }) => name.startsWith('.'))) return 'This folder is empty.';
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const child of [folder, ...folders.slice(0, MAX_CHILDREN).map(({ name }) => join(folder, name))]) {
    const spelled = otherSpelling((await namesIn(child)) ?? []);
    if (spelled !== null) {
      return (
        `The files of this backup were renamed when it was copied (${spelled}): ` +
        'copy it again with a program that keeps upper and lower case.'
      );
    }
  }
  const archive = entries.find((entry) => entry.isFile() && !entry.name.startsWith('._') && ARCHIVE.test(entry.name));
  if (archive !== undefined) {
    return `There is no backup in this folder, but an archive (${short(archive.name)}): unpack it, then look again.`;
  }
  if (folders.filter(({ name }) => SHARD.test(name)).length >= MANY_SHARDS) {
    return 'These are the files of a backup without its list of them: copy the whole folder again, with Manifest.db.';
  }
  if (folders.some(({ name }) => DOMAINS.has(name))) {
    return 'These are files that were taken out of a backup. Name the folder of the backup itself, in which Manifest.db lies.';
  }
  return 'There is no backup in this folder. A backup is a folder in which Manifest.db (or Manifest.mbdb) lies.';
}

/** A manifest under its name in another case; null where there is none. */
function otherSpelling(entries: readonly Dirent[]): string | null {
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
