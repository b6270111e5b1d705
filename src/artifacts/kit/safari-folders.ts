import { from, textOf } from './records/index.ts';
import type { Computed } from './records/source.ts';

/** What Safari calls folders of its own, by their `special_id`; their stored titles are `BookmarksBar` and the like. */
const SPECIAL: ReadonlyMap<unknown, string> = new Map([
  [1, 'Favourites'],
  [2, 'Bookmarks Menu'],
  [3, 'Reading List'],
]);

/** The folders around a bookmark, outermost first, as Safari shows them, without the root. */
export const SAFARI_FOLDERS: Computed = from(['@up.title', '@up.special_id'], (titles, ids) =>
  Array.isArray(titles)
    ? titles
        .map((title, index) => SPECIAL.get(Array.isArray(ids) ? ids[index] : null) ?? textOf(title))
        .slice(1)
        .join(' / ')
    : null,
);
