import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { PhotoLayout } from '../../api/photos.ts';
import { firstAtLeast, type GridPlan, type GridShape } from './justified.ts';
import { moveCursor, rowOf, type Step } from './move-cursor.ts';
import type { PhotoAt } from './use-photos-at.ts';

/** A photo that shall have the focus once it is there: by its place, or by its key where only its day is known. */
type Wish = { readonly index: number } | { readonly key: string; readonly day: number };

/** The photo that Tab leads to, and ways to move on from it. */
export interface GridCursor {
  readonly cursor: number;
  readonly step: (by: Step) => void;
  /** Brings a photo into view, taken at this time (UTC milliseconds), and gives it the focus. */
  readonly show: (key: string, at: number | null) => void;
  /** For the element around all photos. */
  readonly onFocus: (event: FocusEvent) => void;
}

/** Follows the focus through a grid of which only what is in view exists. */
export function useGridCursor(
  frame: RefObject<HTMLElement | null>,
  { days, ratios }: PhotoLayout,
  plan: GridPlan,
  shape: GridShape,
  photoAt: PhotoAt,
): GridCursor {
  const [cursor, setCursor] = useState(0);
  const wish = useRef<Wish | null>(null);

  const placeOf = (wanted: Wish): number => {
    if ('index' in wanted) return wanted.index;
    const first = firstOf(days, wanted.day);
    const end = first + (days[wanted.day]?.count ?? 0);
    for (let index = first; index < end; index++) if (photoAt(index)?.key === wanted.key) return index;
    return -1;
  };
  const reveal = (index: number): void => {
    const row = plan.rows[rowOf(plan, index)];
    const { current } = frame;
    if (row === undefined || current === null) return;
    const above = row.top - shape.labelHeight;
    const below = row.top + row.height + shape.below - current.clientHeight;
    if (above < current.scrollTop) current.scrollTo({ top: above });
    else if (below > current.scrollTop) current.scrollTo({ top: below });
  };
  const fulfil = (): void => {
    if (wish.current === null) return;
    const index = placeOf(wish.current);
    const tile = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (tile === null || tile === undefined) return;
    if ('key' in wish.current) reveal(index);
    tile.focus({ preventScroll: true });
    // A place whose photo has not come yet gives way to it: the focus follows then.
    wish.current = tile instanceof HTMLAnchorElement ? null : { index };
  };
  useEffect(fulfil);

  const goTo = (index: number): void => {
    wish.current = { index };
    setCursor(index);
    reveal(index);
    fulfil();
  };
  return {
    cursor,
    step: (by) => {
      const { current } = frame;
      if (current === null) return;
      // Whoever presses again before the focus has got there goes on from there.
      const from = wish.current !== null && 'index' in wish.current ? wish.current.index : cursor;
      const row = plan.rows[rowOf(plan, from)];
      const isInView =
        row !== undefined &&
        row.top + row.height > current.scrollTop &&
        row.top < current.scrollTop + current.clientHeight;
      const firstInView = plan.rows[firstAtLeast(plan.rows, current.scrollTop, ({ top }) => top)]?.first ?? from;
      const hasFocus = wish.current !== null || current.contains(document.activeElement);
      // Somebody who scrolled away with the mouse begins where they are.
      if (!isInView || !hasFocus) goTo(isInView ? from : firstInView);
      else goTo(moveCursor(plan, ratios, shape.gap, from, by));
    },
    show: (key, at) => {
      const day = days.findIndex((one) => (at === null ? one.day === null : one.day !== null && one.oldest <= at));
      if (day === -1) return;
      wish.current = { key, day };
      const known = placeOf(wish.current);
      if (known === -1) reveal(firstOf(days, day));
      else goTo(known);
    },
    onFocus: ({ target }) => {
      const index = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN);
      if (Number.isNaN(index)) return;
      setCursor(index);
      if (wish.current !== null && 'index' in wish.current && wish.current.index !== index) wish.current = null;
    },
  };
}

function firstOf(days: PhotoLayout['days'], day: number): number {
  return days.slice(0, day).reduce((sum, { count }) => sum + count, 0);
}
