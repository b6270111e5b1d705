import { createReadStream } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as yauzl from 'yauzl';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Maximum number of entries; a list of them takes some hundred megabytes. */
const MAX_ENTRIES = 1_000_000;

/** A file of a folder or ZIP. */
export interface PackEntry {
  /** Relative, with `/`. */
  readonly path: string;
  /** Its contents; null if it is not a regular file, for example a link. */
  readonly open: (() => Promise<AsyncIterable<Uint8Array>>) | null;
}

/** A folder or ZIP that is checked. */
interface PackReader {
  readonly entries: readonly PackEntry[];
  close(): void;
}

/** Lists a folder or ZIP without following links. @throws NOT_FOUND, MALFORMED_FILE (a ZIP), LIMIT_EXCEEDED */
export async function openPack(path: string): Promise<PackReader> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DomainError('NOT_FOUND', msg('detail.pack-not-found'), { cause });
  });
  if (!found.isDirectory()) return openZip(path);
  return { entries: await collect(walk(path, '')), close: () => undefined };
}

async function* walk(root: string, folder: string): AsyncGenerator<PackEntry, void, undefined> {
  for await (const entry of await opendir(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    else yield { path, open: entry.isFile() ? async () => createReadStream(join(root, path)) : null };
  }
}

async function openZip(path: string): Promise<PackReader> {
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    try {
      return { entries: await collect(listed(zip)), close: () => zip.close() };
    } catch (error) {
      zip.close();
      throw error;
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('MALFORMED_FILE', msg('detail.pack-zip-damaged'), { cause });
  }
}

async function* listed(zip: yauzl.ZipFile): AsyncGenerator<PackEntry, void, undefined> {
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    yield { path: entry.fileName, open: () => zip.openReadStreamPromise(entry) as Promise<AsyncIterable<Uint8Array>> };
  }
}

async function collect(found: AsyncIterable<PackEntry>): Promise<PackEntry[]> {
  const entries: PackEntry[] = [];
  for await (const entry of found) {
    if (entries.length === MAX_ENTRIES) throw new DomainError('LIMIT_EXCEEDED');
    entries.push(entry);
  }
  return entries;
}
