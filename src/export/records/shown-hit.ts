import type { KindView } from '../../contract/kinds.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { withNamedCodes } from '../../locales/named-codes.ts';
import type { Words } from '../language/words.ts';
import { codeName } from './record-values.ts';

/** Title and text of a hit as people read them: names instead of codes. */
export function shownHit(
  hit: Pick<SearchHitView, 'title' | 'snippet' | 'highlights' | 'codes'>,
  kind: KindView | undefined,
  words: Words,
): Pick<SearchHitView, 'title' | 'snippet' | 'highlights'> {
  const nameOf = (column: string, code: string): string | null => codeName(kind, column, code, words);
  const title = kind?.roles.title.reduce((found, column) => nameOf(column, found) ?? found, hit.title) ?? hit.title;
  return { title, ...withNamedCodes(hit, nameOf) };
}
