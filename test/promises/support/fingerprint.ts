import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * All properties of a folder tree that reading must not change, one line per entry: type, permissions, inode, links,
 * size, times of contents and inode in nanoseconds, and contents. The access time is omitted, because reading changes
 * it.
 */
export async function fingerprint(path: string, relative = '.'): Promise<string[]> {
  const place = join(path, relative);
  const stat = await lstat(place, { bigint: true });
  const { mode, ino, nlink, size, mtimeNs, ctimeNs } = stat;
  const contents = stat.isFile() ? await sha256(place) : stat.isSymbolicLink() ? await readlink(place) : '';
  const lines = [[relative, mode.toString(8), ino, nlink, size, mtimeNs, ctimeNs, contents].join(' ')];
  if (!stat.isDirectory()) return lines;
  for (const name of (await readdir(place)).sort()) lines.push(...(await fingerprint(path, join(relative, name))));
  return lines;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
