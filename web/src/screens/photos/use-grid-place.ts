import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { LayoutDay } from '../../api/photos.ts';
import { useLeaving } from '../../components/use-leaving.ts';
import { indexIn } from './index-in.ts';
import { firstAtLeast, type GridPlan } from './justified.ts';
import { rowOf } from './move-cursor.ts';

/** Time without scrolling before the URL is updated. */
const REST_MS = 350;

/** State of the scroll position of the grid. */
export interface GridPlace {
  readonly frame: RefObject<HTMLElement | null>;
  readonly plan: GridPlan;
  readonly days: readonly LayoutDay[];
  /** The day in the URL. */
  readonly day: string | null;
  readonly onDay: (day: string | null) => void;
  /** True when the grid knows its width. */
  readonly isReady: boolean;
}

/**
 * Scrolls to the day in the URL and keeps the URL up to date. When the layout changes, for example by another width or
 * by photos that were read meanwhile, the row at the top is kept.
 */
export function useGridPlace({ frame, plan, days, day, onDay, isReady }: GridPlace): void {
  const told = useRef<string | null>(null);
  const before = useRef<Pick<GridPlace, 'plan' | 'days'> | null>(null);
  // The scroll position before the layout changed: a lower grid may already have moved the view.
  const top = useRef(0);
  // The day in the URL that was scrolled to, until the user scrolls.
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
    } else if (before.current !== null && before.current.plan !== plan && top.current > 0) {
      const old = before.current.plan.rows;
      const row = old[firstAtLeast(old, top.current, (one) => one.top + one.height)];
      const now = row === undefined ? undefined : plan.rows[rowOf(plan, indexIn(days, before.current.days, row.first))];
      if (row !== undefined && now !== undefined) scrollTo(now.top + (top.current - row.top));
    }
    before.current = { plan, days };
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

/** Position of a day; for a day without photos that of the next older one (days are ordered as text). */
function topOfDay(plan: GridPlan, days: readonly LayoutDay[], day: string): number {
  const at = days.findIndex((one) => one.day === null || one.day <= day);
  return plan.days.find(({ index }) => index === at)?.top ?? plan.height;
}

/** The day at the top of the view; null at the very top, which needs no URL parameter. */
function dayAt(plan: GridPlan, days: readonly LayoutDay[], top: number): string | null {
  if (top <= 0) return null;
  const at = plan.days[firstAtLeast(plan.days, top + 1, ({ bottom }) => bottom)];
  return days[at?.index ?? 0]?.day ?? null;
}
