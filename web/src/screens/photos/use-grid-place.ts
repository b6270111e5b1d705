import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { LayoutDay } from '../../api/photos.ts';
import { firstAtLeast, type GridPlan } from './justified.ts';
import { rowOf } from './move-cursor.ts';

/** The address follows when the grid has rested so long. */
const REST_MS = 350;

/** Where the grid begins, and where it stays. */
export interface GridPlace {
  readonly frame: RefObject<HTMLElement | null>;
  readonly plan: GridPlan;
  readonly days: readonly LayoutDay[];
  /** The day that the address names. */
  readonly day: string | null;
  /** Place in the plan of the day at the top. */
  readonly dayAtTop: number;
  readonly onDay: (day: string | null) => void;
  /** The grid knows its width. */
  readonly isReady: boolean;
}

/**
 * Begins at the day that the address names and has the address name the day in view. When the grid is laid out anew, as
 * for another width, what was at the top stays there.
 */
export function useGridPlace({ frame, plan, days, day, dayAtTop, onDay, isReady }: GridPlace): void {
  const told = useRef<string | null>(null);
  const before = useRef<GridPlan | null>(null);
  useLayoutEffect(() => {
    const { current } = frame;
    if (!isReady || current === null) return;
    if (day !== told.current || before.current === null) {
      told.current = day;
      // Days without photos lead to the next older one: names of days order as days do.
      const at = day === null ? 0 : days.findIndex((one) => one.day === null || one.day <= day);
      const place = plan.days.find(({ index }) => index === at);
      if (day !== null) current.scrollTo({ top: place?.top ?? plan.height });
      else if (before.current !== null) current.scrollTo({ top: 0 });
    } else if (before.current !== plan) {
      const top = current.scrollTop;
      const row = before.current.rows[firstAtLeast(before.current.rows, top, (one) => one.top + one.height)];
      const now = row === undefined ? undefined : plan.rows[rowOf(plan, row.first)];
      if (row !== undefined && now !== undefined && top > 0) current.scrollTo({ top: now.top + (top - row.top) });
    }
    before.current = plan;
  }, [frame, plan, days, day, isReady]);

  const inView = days[plan.days[dayAtTop]?.index ?? 0]?.day ?? null;
  const wanted = dayAtTop === 0 ? null : inView;
  useEffect(() => {
    if (!isReady || wanted === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = wanted;
      onDay(wanted);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [wanted, onDay, isReady]);
}
