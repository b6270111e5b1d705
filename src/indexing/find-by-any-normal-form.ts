/**
 * Finds a file by path in any Unicode normal form. An app may compose accented letters that the manifest has
 * decomposed, or the reverse: iOS up to 10.2 stored names on HFS+, which decomposes them.
 */
export function findByAnyNormalForm<T>(find: (relativePath: string) => T | null, relativePath: string): T | null {
  const entry = find(relativePath);
  if (entry !== null || isAscii(relativePath)) return entry;
  for (const form of ['NFC', 'NFD'] as const) {
    const normalized = relativePath.normalize(form);
    const found = normalized === relativePath ? null : find(normalized);
    if (found !== null) return found;
  }
  return null;
}

/** A regular expression would take three times as long, and most names that are asked for are of no file. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
