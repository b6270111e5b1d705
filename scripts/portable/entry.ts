import { readFileSync } from 'node:fs';

/** One file of an archive. */
export interface Entry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly executable?: boolean;
  readonly bytes: () => Buffer;
}

/** A file with this text. */
export function textEntry(path: string, text: string, executable = false): Entry {
  return { path, executable, bytes: () => Buffer.from(text) };
}

/** A copy of a file on disk. */
export function fileEntry(path: string, source: string, executable = false): Entry {
  return { path, executable, bytes: () => readFileSync(source) };
}

/** The entries in a folder. */
export function inFolder(folder: string, entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }));
}

/** By path, in an order that is the same on every system. */
export function sorted(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
