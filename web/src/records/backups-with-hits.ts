import type { SearchFacetsView } from '../../../src/contract/search.ts';

/** A backup to export from. */
export interface WithHits<B> {
  readonly backup: B;
  /** Number of hits in it; null if not all hits were counted. */
  readonly hits: number | null;
}

/**
 * Backups to export the hits of a search from, those with the most hits first. An export is of one backup: with the others
 * to choose from, or first, it would be empty. Without counts all are possible.
 */
export function backupsWithHits<B extends { readonly id: string }>(
  backups: readonly B[],
  facets: Pick<SearchFacetsView, 'backups' | 'isExact'> | null,
): readonly WithHits<B>[] {
  if (facets === null) return backups.map((backup) => ({ backup, hits: null }));
  const counts = new Map(facets.backups.map(({ value, count }) => [value, count]));
  const countOf = ({ id }: B): number => counts.get(id) ?? 0;
  return backups
    .filter((backup) => !facets.isExact || countOf(backup) > 0)
    .toSorted((one, other) => countOf(other) - countOf(one))
    .map((backup) => ({ backup, hits: facets.isExact ? countOf(backup) : null }));
}
