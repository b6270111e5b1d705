import { FOLDER_DOMAIN } from '../model/folder-domain.ts';
import { type EntryPattern, GlobSet } from './manifest/glob-set.ts';
import type { Backup, BackupEntry } from './types.ts';

/**
 * Total size of the files that match the patterns of each group, by the manifest; null for a group without files. One
 * pass over the manifest.
 */
export function measureStores(
  backup: Pick<Backup, 'folderFile'> & { readonly manifest: Pick<Backup['manifest'], 'find' | 'names'> },
  groups: readonly (readonly EntryPattern[])[],
): (number | null)[] {
  const sizes: (number | null)[] = groups.map(() => null);
  const add = (group: number, entry: BackupEntry | null): void => {
    if (entry?.kind === 'file') sizes[group] = (sizes[group] ?? 0) + Math.max(0, entry.sizeHint ?? 0);
  };
  const all = groups.flatMap((patterns, group) => patterns.map((pattern) => ({ ...pattern, group })));
  for (const { domain, path, group } of all) if (domain === FOLDER_DOMAIN) add(group, backup.folderFile(path));
  const set = new GlobSet(all);
  for (const [domain, path] of backup.manifest.names()) {
    const found = set.match(domain, path);
    if (found.length === 0) continue;
    const entry = backup.manifest.find(domain, path);
    for (const group of new Set(found.map((index) => all[index]?.group ?? -1))) add(group, entry);
  }
  return sizes;
}
