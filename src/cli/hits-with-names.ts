import type { SearchHitView } from '../contract/search.ts';

/** Loads what is needed for the texts of hits with names instead of codes, and for why they were found. */
export async function hitsWithNames(): Promise<
  (
    hit: Pick<SearchHitView, 'kind' | 'title' | 'snippet' | 'highlights' | 'codes' | 'foundIn'>,
  ) => Pick<SearchHitView, 'title' | 'snippet' | 'highlights'> & { readonly reasons: readonly string[] }
> {
  const { wordsIn } = await import('../export/language/words.ts');
  const { foundInLines, shownHit } = await import('../export/records/shown-hit.ts');
  const { listKinds } = await import('../views/index.ts');
  const kinds = new Map(listKinds().items.map((kind) => [kind.id, kind]));
  const words = wordsIn();
  return (hit) => ({ ...shownHit(hit, kinds.get(hit.kind), words), reasons: foundInLines(hit, words) });
}
