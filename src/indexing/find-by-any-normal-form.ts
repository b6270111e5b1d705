/**
 * Finds a file by path in any Unicode normal form. An app may compose accented letters that the manifest has
 * decomposed, or the reverse: iOS up to 10.2 stored names on HFS+, which decomposes them.
 */
export function findByAnyNormalForm<T>(find: (relativePath: string) => T | null, relativePath: string): T | null {
  const entry = find(relativePath);
  if (entry !== null || !/\P{ASCII}/u.test(relativePath)) return entry;
  for (const form of ['NFC', 'NFD'] as const) {
    const normalized = relativePath.normalize(form);
    const found = normalized === relativePath ? null : find(normalized);
    if (found !== null) return found;
  }
  return null;
}
