import type { Area, KindCountView, KindView } from '../../../src/contract/kinds.ts';
import { AREA_LOOKS } from './area-looks.ts';

/** A kind with its number of records in a backup. */
export interface KindOfBackup extends KindCountView {
  readonly view: KindView;
}

/** The kinds of an area with their total number of records. */
export interface AreaOfBackup {
  readonly area: Area;
  readonly total: number;
  readonly kinds: readonly KindOfBackup[];
}

/** Areas in the order in which people look for them; by number, the pulses of a watch would come before everything. */
const ORDER = Object.keys(AREA_LOOKS);

/** Kinds by area, ordered by count. */
export function byArea(kinds: readonly KindOfBackup[]): readonly AreaOfBackup[] {
  const areas = [...Map.groupBy(kinds, ({ view }) => view.area)].map(([area, ofArea]) => ({
    area,
    total: ofArea.reduce((sum, { count }) => sum + (count ?? 0), 0),
    kinds: ofArea.toSorted(richestFirst),
  }));
  return areas.toSorted((one, other) => ORDER.indexOf(one.area) - ORDER.indexOf(other.area));
}

/** Orders by count, empty kinds last. */
export function richestFirst(one: KindOfBackup, other: KindOfBackup): number {
  return (other.count ?? -1) - (one.count ?? -1);
}

/** True if a backup has records of a kind. */
export function isThere({ count }: Pick<KindCountView, 'count'>): boolean {
  return count !== null && count > 0;
}
