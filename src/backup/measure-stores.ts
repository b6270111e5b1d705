import { FOLDER_DOMAIN } from '../model/folder-domain.ts';
import { type EntryPattern, GlobSet } from './manifest/glob-set.ts';
import type { Backup, BackupEntry } from './types.ts';

/** Globs of files that belong together. */
export type StoreGroup = readonly EntryPattern[];

/** What the manifest has of some groups of files. */
export interface MeasuredStores {
  /** Total size of the files of each measured group; null for one without files. */
  readonly sizes: readonly (number | null)[];
  /** For each other group, true if it has a file. */
  readonly present: readonly boolean[];
}

/**
 * The sizes of some groups of files, and whether others have any, in one pass over the manifest. Looking up an entry
 * takes longer than everything else about its name, so of the others, which may be all photos, only one is.
 */
export function measureStores(
  backup: Pick<Backup, 'folderFile'> & { readonly manifest: Pick<Backup['manifest'], 'find' | 'names'> },
  measured: readonly StoreGroup[],
  others: readonly StoreGroup[],
): MeasuredStores {
  const sizes: (number | null)[] = [...measured, ...others].map(() => null);
  const isKnown = (group: number): boolean => group >= measured.length && sizes[group] !== null;
  const add = (group: number, entry: BackupEntry | null): void => {
    if (entry?.kind === 'file') sizes[group] = (sizes[group] ?? 0) + Math.max(0, entry.sizeHint ?? 0);
  };
  const all = [...measured, ...others].flatMap((patterns, group) => patterns.map((pattern) => ({ ...pattern, group })));
  for (const { domain, path, group } of all) if (domain === FOLDER_DOMAIN) add(group, backup.folderFile(path));
  const set = new GlobSet(all);
  for (const [domain, path] of backup.manifest.names()) {
    const found = set.match(domain, path).map((index) => all[index]?.group ?? -1);
    const asked = new Set(found.filter((group) => !isKnown(group)));
    if (asked.size === 0) continue;
    const entry = backup.manifest.find(domain, path);
    for (const group of asked) add(group, entry);
  }
  return { sizes: sizes.slice(0, measured.length), present: sizes.slice(measured.length).map((size) => size !== null) };
}
