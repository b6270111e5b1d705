import type { BackupEntry, Manifest } from '../backup/types.ts';

/**
 * Finds a file by path in any Unicode normal form. An app may compose accented letters that the manifest has
 * decomposed, or the reverse: iOS up to 10.2 stored names on HFS+, which decomposes them.
 */
export function findByAnyNormalForm(
  manifest: Pick<Manifest, 'find'>,
  domain: string,
  relativePath: string,
): BackupEntry | null {
  const entry = manifest.find(domain, relativePath);
  if (entry !== null || !/\P{ASCII}/u.test(relativePath)) return entry;
  for (const form of ['NFC', 'NFD'] as const) {
    const normalized = relativePath.normalize(form);
    const found = normalized === relativePath ? null : manifest.find(domain, normalized);
    if (found !== null) return found;
  }
  return null;
}
