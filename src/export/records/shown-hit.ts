import type { KindView } from '../../contract/kinds.ts';
import type { FoundInView, SearchHitView } from '../../contract/search.ts';
import { withNamedCodes } from '../../locales/named-codes.ts';
import { named, type Words } from '../language/words.ts';
import { labelOf, wordsForValue } from './record-values.ts';

/** Title and text of a hit as people read them: names instead of codes, numbers with their units. */
export function shownHit(
  hit: Pick<SearchHitView, 'title' | 'snippet' | 'highlights' | 'codes'>,
  kind: KindView | undefined,
  words: Words,
): Pick<SearchHitView, 'title' | 'snippet' | 'highlights'> {
  const nameOf = (column: string, code: string): string | null => wordsForValue(kind, column, code, words);
  const title = kind?.roles.title.reduce((found, column) => nameOf(column, found) ?? found, hit.title) ?? hit.title;
  return { title, ...withNamedCodes(hit, nameOf) };
}

/** The fields by which a record was found, if its text does not show why: `Found in Location: Café Kranzler`. */
export function foundInLines({ foundIn }: Pick<SearchHitView, 'foundIn'>, words: Words): string[] {
  return foundIn.map((field) =>
    words.text.record.foundIn({
      field: labelOf({ names: field.names, name: field.column }, words),
      value: valueOf(field, words),
    }),
  );
}

function valueOf({ labels, snippet }: FoundInView, words: Words): string {
  return (labels === null ? undefined : named(labels, words)) ?? snippet;
}
