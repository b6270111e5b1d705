import { createWriteStream, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants } from 'node:zlib';
import { packTar } from 'modern-tar';
import { ZipFile } from 'yazl';
import { gzip } from '../gzip.ts';
import type { Entry } from './entry.ts';

/** Mode of a file that everybody may read. */
const FILE = 0o644;
const PROGRAM = 0o755;

/** Where an archive is written, and the time that all its files have. */
interface Target {
  readonly path: string;
  readonly time: Date;
}

/** Writes a `.tar.gz` that only depends on the entries and the time: no owners, no order of a folder. */
export async function writeTarGz(entries: readonly Entry[], { path, time }: Target): Promise<void> {
  const tar = await packTar(
    entries.map(({ path: name, executable, bytes }) => {
      const body = bytes();
      const mode = executable === true ? PROGRAM : FILE;
      const owner = { uid: 0, gid: 0, uname: 'root', gname: 'root' };
      return { header: { name, size: body.length, mode, mtime: time, type: 'file' as const, ...owner }, body };
    }),
  );
  writeFileSync(path, gzip(tar));
}

/** Writes a `.zip` likewise. Programs stay executable where the format is unpacked on a Unix. */
export async function writeZip(entries: readonly Entry[], { path, time }: Target): Promise<void> {
  const zip = new ZipFile();
  for (const { path: name, executable, bytes } of entries) {
    const mode = 0o100000 | (executable === true ? PROGRAM : FILE);
    zip.addBuffer(bytes(), name, { mtime: time, mode, compressionLevel: constants.Z_BEST_COMPRESSION });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
