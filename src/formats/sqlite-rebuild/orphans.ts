import type { RowShape, TreePage } from './table-page.ts';
import { childrenWithin, fitsTable, hasRows, isInPlace, isWithin, type Range } from './table-schema.ts';
import { type Claims, Contradiction, MAX_DEPTH, type Place } from './tree-survey.ts';
import type { Rowid } from './varint.ts';

/** Pages of tables without a parent, with all that is below them. */
export interface Orphan {
  readonly number: number;
  readonly height: number;
  readonly low: Rowid;
  readonly high: Rowid;
  readonly shape: RowShape;
}

/** The pages of tables that no other page leads to. @throws Contradiction if a page has two parents */
export function orphansOf(pages: ReadonlyMap<number, TreePage>, claims: Claims): Orphan[] {
  const numbers = [...pages.keys()].filter((number) => !claims.has(number));
  for (const number of numbers) {
    const page = pages.get(number);
    if (page?.isLeaf === false) for (const child of page.children) claims.add(child);
  }
  const orphans: Orphan[] = [];
  for (const number of numbers) {
    const orphan = claims.has(number) ? null : orphanAt(pages, number, { low: null, high: null }, 0);
    if (orphan !== null) orphans.push(orphan);
  }
  return orphans;
}

/** A page and what is below it as far as it is whole; null if that is nothing, or contradictory. */
function orphanAt(pages: ReadonlyMap<number, TreePage>, number: number, range: Range, depth: number): Orphan | null {
  if (depth > MAX_DEPTH) throw new Contradiction('too deep');
  const page = pages.get(number);
  if (!isInPlace(page, range, false)) return null;
  if (page.isLeaf) {
    return page.shape === null || !hasRows(page)
      ? null
      : { number, height: 0, low: page.low, high: page.high, shape: page.shape };
  }
  const below: Orphan[] = [];
  for (const [child, within] of childrenWithin(page, range)) {
    const orphan = orphanAt(pages, child, within, depth + 1);
    if (orphan !== null) below.push(orphan);
  }
  const [first, last] = [below[0], below.at(-1)];
  if (first === undefined || last === undefined || below.some(({ height }) => height !== first.height)) return null;
  const [lowest, highest] = [page.keys[0] as Rowid, page.keys.at(-1) as Rowid];
  return {
    number,
    height: first.height + 1,
    low: first.low < lowest ? first.low : lowest,
    high: last.high > highest ? last.high : highest,
    shape: {
      columns: below.reduce((most, { shape }) => Math.max(most, shape.columns), 0),
      nulls: below.reduce((bits, { shape }) => bits | shape.nulls, 0),
      values: below.reduce((bits, { shape }) => bits | shape.values, 0),
    },
  };
}

/** True if the pages may come from this place: as what was there, or as something below it. */
export function mayComeFrom({ low, high, shape, height }: Orphan, place: Place): boolean {
  if (place.height !== null && height > place.height) return false;
  return isWithin(low, high, place) && fitsTable(shape, place.table);
}
