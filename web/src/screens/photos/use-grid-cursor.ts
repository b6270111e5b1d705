import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { PhotoLayout } from '../../api/photos.ts';
import { indexIn } from './index-in.ts';
import { firstAtLeast, type GridPlan, type GridShape } from './justified.ts';
import { moveCursor, rowOf, type Step } from './move-cursor.ts';
import type { PhotoAt } from './use-photos-at.ts';

/** A photo to focus once it is rendered: by index, or by key if only its day is known. */
type Wish = { readonly index: number } | { readonly key: string; readonly day: number };

/** The photo in the tab order, and functions to move it. */
export interface GridCursor {
  readonly cursor: number;
  readonly step: (by: Step) => void;
  /** Scrolls to a photo of this local day, and focuses it. */
  readonly show: (key: string, day: string | null) => void;
  /** For the element that contains all photos. */
  readonly onFocus: (event: FocusEvent) => void;
}

/** Tracks the focus in a grid of which only the visible part is rendered. */
export function useGridCursor(
  frame: RefObject<HTMLElement | null>,
  { days, ratios }: PhotoLayout,
  plan: GridPlan,
  shape: GridShape,
  photoAt: PhotoAt,
): GridCursor {
  const [cursor, setCursor] = useState(0);
  const [known, setKnown] = useState(days);
  if (known !== days) {
    setKnown(days);
    setCursor(indexIn(days, known, cursor));
  }
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
    // A placeholder will be replaced by its photo: focus that then.
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
      // A key pressed before the focus has moved continues from its target.
      const from = wish.current !== null && 'index' in wish.current ? wish.current.index : cursor;
      const row = plan.rows[rowOf(plan, from)];
      const isInView =
        row !== undefined &&
        row.top + row.height > current.scrollTop &&
        row.top < current.scrollTop + current.clientHeight;
      const firstInView = plan.rows[firstAtLeast(plan.rows, current.scrollTop, ({ top }) => top)]?.first ?? from;
      const hasFocus = wish.current !== null || current.contains(document.activeElement);
      // After scrolling by mouse, start with the visible photos.
      if (!isInView || !hasFocus) goTo(isInView ? from : firstInView);
      else goTo(moveCursor(plan, ratios, shape.gap, from, by));
    },
    show: (key, name) => {
      const day = days.findIndex((one) => one.day === name);
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
