import type { Area, KindCountView, KindView } from '../../../src/contract/kinds.ts';

/** A kind, and how much of it a backup has. */
export interface KindOfBackup extends KindCountView {
  readonly view: KindView;
}

/** The kinds of an area, and how much there is of all of them. */
export interface AreaOfBackup {
  readonly area: Area;
  readonly total: number;
  readonly kinds: readonly KindOfBackup[];
}

/** Kinds by area: what there is most of first. */
export function byArea(kinds: readonly KindOfBackup[]): readonly AreaOfBackup[] {
  const areas = [...Map.groupBy(kinds, ({ view }) => view.area)].map(([area, ofArea]) => ({
    area,
    total: ofArea.reduce((sum, { count }) => sum + (count ?? 0), 0),
    kinds: ofArea.toSorted(richestFirst),
  }));
  return areas.toSorted((one, other) => other.total - one.total);
}

/** What there is more of first; what there is none of last. */
export function richestFirst(one: KindOfBackup, other: KindOfBackup): number {
  return (other.count ?? -1) - (one.count ?? -1);
}

/** True where a backup has records of a kind. */
export function isThere({ count }: Pick<KindCountView, 'count'>): boolean {
  return count !== null && count > 0;
}
