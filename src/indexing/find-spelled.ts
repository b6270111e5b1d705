import type { BackupEntry, Manifest } from '../backup/types.ts';

/**
 * A file by its path. An app may spell an accented letter as one character where the list of files has two, or the other
 * way round: iOS up to 10.2 kept names on HFS+, which took all of them apart.
 */
export function findSpelled(
  manifest: Pick<Manifest, 'find'>,
  domain: string,
  relativePath: string,
): BackupEntry | null {
  const entry = manifest.find(domain, relativePath);
  if (entry !== null || !/\P{ASCII}/u.test(relativePath)) return entry;
  for (const form of ['NFC', 'NFD'] as const) {
    const spelled = relativePath.normalize(form);
    const found = spelled === relativePath ? null : manifest.find(domain, spelled);
    if (found !== null) return found;
  }
  return null;
}
