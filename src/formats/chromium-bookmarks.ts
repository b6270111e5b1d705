import { asDict, type MaybePlistValue, type PlistValue } from './plist-value.ts';

/**
 * The pages in a file `Bookmarks` of Chromium in the order of their folders, each with the names of these in `folder`:
 * `roots` has trees of entries with `children`.
 */
export function* chromiumBookmarks(document: PlistValue): Generator<PlistValue> {
  const open = Object.values(asDict(asDict(document)?.roots) ?? {})
    .toReversed()
    .map((entry) => ({ entry, folder: '' }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder } = next;
    const entry = asDict(next.entry);
    if (entry === null) continue;
    if (!Array.isArray(entry.children)) {
      if (entry.url !== undefined) yield { ...entry, folder };
      continue;
    }
    const inside = [folder, textOf(entry.name)].filter((part) => part !== '').join(' / ');
    for (const child of (entry.children as readonly PlistValue[]).toReversed())
      open.push({ entry: child, folder: inside });
  }
}

const textOf = (value: MaybePlistValue): string => (typeof value === 'string' ? value : '');
