/** Names of filters that can be typed. */
const NAMES = ['type', 'area', 'from', 'with', 'in', 'after', 'before', 'until', 'time', 'has', 'is', 'tag', 'note'];

/** A word with a colon and a value: `from:anna`, `-in:"the family"`; not an address, a time or a phrase. */
const TYPED = /(?<=^|\s)-?(?<name>[a-z]+):(?!\/\/)(?:"[^"]*"?|[^\s"]+)/giu;

/** A query without the filters that were typed in it; null if it has none. */
export function withoutFilters(query: string): string | null {
  const rest = query
    .replaceAll(TYPED, (typed, name: string) => (NAMES.includes(name.toLowerCase()) ? '' : typed))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return rest === query.replaceAll(/\s+/g, ' ').trim() ? null : rest;
}

/** What looks like a filter in a query but is none, and is therefore searched for as words. */
export function unknownFilters(query: string): readonly string[] {
  const names = [...query.matchAll(TYPED)].map(({ groups }) => groups?.['name'] ?? '');
  return [...new Set(names.filter((name) => !NAMES.includes(name.toLowerCase())))];
}
