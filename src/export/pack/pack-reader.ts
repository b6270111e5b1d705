import { createReadStream } from 'node:fs';
import { open, opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as yauzl from 'yauzl';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { MANIFEST } from './manifest.ts';
import { aliasedEntries, ambiguousEntries, nameInList } from './zip-layout.ts';

/** Maximum number of entries; a list of them takes some hundred megabytes. */
const MAX_ENTRIES = 1_000_000;

/** Systems of ZIP entries with a Unix mode: Unix and macOS. */
const MADE_ON_UNIX: ReadonlySet<number> = new Set([3, 19]);
const FILE_TYPE = 0o170_000;
const REGULAR_FILE = 0o100_000;

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
  /** Entries of a ZIP that not all programs read alike, or its own name for bytes outside of all entries. */
  readonly ambiguous: readonly string[];
  close(): void;
}

/** Lists a folder or ZIP without following links. @throws NOT_FOUND, MALFORMED_FILE (a ZIP), BAD_REQUEST (an encrypted one), LIMIT_EXCEEDED */
export async function openPack(path: string): Promise<PackReader> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DomainError('NOT_FOUND', msg('detail.pack-not-found'), { cause });
  });
  if (!found.isDirectory()) return openZip(path);
  return { entries: await collect(walk(path, '')), ambiguous: [], close: () => undefined };
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
    const zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true });
    // Its type says boolean. It moves when entries are read.
    const listStart = Number(zip.readEntryCursor);
    try {
      const entries = await collect(zip.eachEntry());
      const top = topFolder(entries.map(nameInList));
      if (entries.some((entry) => nameInList(entry) === `${top}${MANIFEST}` && entry.isEncrypted())) {
        throw new DomainError('BAD_REQUEST', msg('detail.pack-encrypted'));
      }
      const file = await open(path);
      try {
        if (entries.some((entry) => yauzl.validateFileName(nameInList(entry)) !== null)) throw new Error('unsafe name');
        const ambiguous = [...(await ambiguousEntries({ zip, file, entries, listStart })), ...aliasedEntries(entries)];
        return {
          entries: entries.filter(isContent).map((entry) => packEntry(zip, entry, top)),
          ambiguous: [...new Set(ambiguous.map((name) => name ?? basename(path)))],
          close: () => zip.close(),
        };
      } finally {
        await file.close();
      }
    } catch (error) {
      zip.close();
      throw error;
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('MALFORMED_FILE', msg('detail.pack-zip-damaged'), { cause });
  }
}

/**
 * The folder of the manifest in a ZIP that was made of a folder instead of its contents, with `/`; empty if the manifest
 * is at the top, or if it is not clear which one it is. Only names change by it: what is outside of the folder keeps its
 * path, and is reported like any other file that the manifest does not have.
 */
function topFolder(names: readonly string[]): string {
  const folders = new Set(
    names.flatMap((name) => {
      const [folder, file, ...more] = name.split('/');
      return file === MANIFEST && more.length === 0 ? `${folder}/` : [];
    }),
  );
  const [top = ''] = folders;
  return folders.size === 1 && !names.includes(MANIFEST) ? top : '';
}

/** False for folders. */
const isContent = (entry: yauzl.Entry): boolean => !nameInList(entry).endsWith('/') || entry.uncompressedSize > 0;

function packEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, top: string): PackEntry {
  const open = () => zip.openReadStreamPromise(entry) as Promise<AsyncIterable<Uint8Array>>;
  const name = nameInList(entry);
  return { path: name.startsWith(top) ? name.slice(top.length) : name, open: isRegular(entry) ? open : null };
}

/** False for what Unix systems unpack as a link or device. */
function isRegular({ versionMadeBy, externalFileAttributes }: yauzl.Entry): boolean {
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  return !MADE_ON_UNIX.has(versionMadeBy >> 8) || type === 0 || type === REGULAR_FILE;
}

async function collect<Entry>(found: AsyncIterable<Entry>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of found) {
    if (entries.length === MAX_ENTRIES) throw new DomainError('LIMIT_EXCEEDED');
    entries.push(entry);
  }
  return entries;
}
