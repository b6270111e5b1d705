import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { LayoutDay } from '../../api/photos.ts';
import { useLeaving } from '../../components/use-leaving.ts';
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
  readonly onDay: (day: string | null) => void;
  /** The grid knows its width. */
  readonly isReady: boolean;
}

/**
 * Begins at the day that the address names and has the address name the day in view. When the grid is laid out anew, as
 * for another width, what was at the top stays there.
 */
export function useGridPlace({ frame, plan, days, day, onDay, isReady }: GridPlace): void {
  const told = useRef<string | null>(null);
  const before = useRef<GridPlan | null>(null);
  // A grid that became lower has moved the view already when it can be asked where it was.
  const top = useRef(0);
  // Where the address led, until somebody moves on.
  const led = useRef<string | null>(null);

  useLayoutEffect(() => {
    const { current } = frame;
    if (!isReady || current === null) return;
    const scrollTo = (to: number): void => {
      current.scrollTo({ top: to });
      top.current = current.scrollTop;
    };
    if (day !== told.current) {
      told.current = day;
      led.current = day;
      scrollTo(day === null ? 0 : topOfDay(plan, days, day));
    } else if (led.current !== null) {
      scrollTo(topOfDay(plan, days, led.current));
    } else if (before.current !== null && before.current !== plan && top.current > 0) {
      const old = before.current.rows;
      const row = old[firstAtLeast(old, top.current, (one) => one.top + one.height)];
      const now = row === undefined ? undefined : plan.rows[rowOf(plan, row.first)];
      if (row !== undefined && now !== undefined) scrollTo(now.top + (top.current - row.top));
    }
    before.current = plan;
  }, [frame, plan, days, day, isReady]);

  const tell = useEffectEvent(() => {
    const inView = dayAt(plan, days, top.current);
    if (inView === told.current) return;
    told.current = inView;
    onDay(inView);
  });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLeaving(() => clearTimeout(rest.current));
  useEffect(() => {
    const { current } = frame;
    const onScroll = (): void => {
      const now = current?.scrollTop ?? 0;
      if (Math.abs(now - top.current) > 1) led.current = null;
      top.current = now;
      clearTimeout(rest.current);
      rest.current = setTimeout(() => tell(), REST_MS);
    };
    current?.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest.current);
      current?.removeEventListener('scroll', onScroll);
    };
  }, [frame]);
}

/** Where a day begins; one without photos leads to the next older one: names of days order as days do. */
function topOfDay(plan: GridPlan, days: readonly LayoutDay[], day: string): number {
  const at = days.findIndex((one) => one.day === null || one.day <= day);
  return plan.days.find(({ index }) => index === at)?.top ?? plan.height;
}

/** The day at the top of the view; null at the very top, which needs no address. */
function dayAt(plan: GridPlan, days: readonly LayoutDay[], top: number): string | null {
  if (top <= 0) return null;
  const at = plan.days[firstAtLeast(plan.days, top + 1, ({ bottom }) => bottom)];
  return days[at?.index ?? 0]?.day ?? null;
}
