import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { LayoutDay } from '../../api/photos.ts';
import { useText } from '../../i18n/text.tsx';
import { monthOf } from './day-names.ts';
import { firstAtLeast, type GridPlan } from './justified.ts';

/** Minimum distance between names of years, pixels. */
const BETWEEN_YEARS = 22;

/** Space above and below the track, pixels. */
const INSET = 12;

/** Props of {@link Scrubber}. */
export interface ScrubberProps {
  readonly frame: RefObject<HTMLElement | null>;
  readonly plan: GridPlan;
  readonly days: readonly LayoutDay[];
  readonly viewHeight: number;
  /** Index in the plan of the day at the top of the view. */
  readonly dayAtTop: number;
}

/** A time scale of the library: shows the current position, and moves by dragging or keys. */
export function Scrubber({ frame, plan, days, viewHeight, dayAtTop }: ScrubberProps): ReactNode {
  const t = useText();
  const thumb = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const scrollable = Math.max(0, plan.height - viewHeight);
  const track = Math.max(1, viewHeight - 2 * INSET);

  // Updates every frame without rendering.
  useEffect(() => {
    const { current } = frame;
    if (current === null || scrollable === 0) return undefined;
    const follow = (): void => {
      const y = INSET + (current.scrollTop / scrollable) * track;
      thumb.current?.style.setProperty('transform', `translateY(${y}px)`);
    };
    follow();
    current.addEventListener('scroll', follow, { passive: true });
    return () => current.removeEventListener('scroll', follow);
  }, [frame, scrollable, track]);

  const years = useMemo(() => yearMarks(plan, days, track), [plan, days, track]);
  if (scrollable === 0 || plan.days.length < 2) return null;

  const nameAt = (place: number): string => {
    const day = days[plan.days[place]?.index ?? 0]?.day ?? null;
    return day === null ? t.photos.noDate : monthOf(day);
  };
  const scrollTo = (top: number): void => {
    frame.current?.scrollTo({ top });
  };
  const fractionAt = (event: PointerEvent<HTMLElement>): number => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientY - top - INSET) / track));
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const fraction = fractionAt(event);
    setPointed(fraction);
    if (dragging) scrollTo(fraction * scrollable);
  };
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    const last = plan.days.length - 1;
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? last : by === undefined ? null : dayAtTop + by;
    if (next === null) return;
    event.preventDefault();
    scrollTo(plan.days[Math.min(last, Math.max(0, next))]?.top ?? 0);
  };
  const pointedDay =
    pointed === null ? dayAtTop : Math.min(plan.days.length - 1, dayIndexAt(plan, pointed * scrollable));
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t.photos.scrubber}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={plan.days.length - 1}
      aria-valuenow={dayAtTop}
      aria-valuetext={nameAt(dayAtTop)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        scrollTo(fractionAt(event) * scrollable);
      }}
      onPointerMove={move}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onPointerLeave={() => setPointed(null)}
      className="group print:hidden absolute inset-y-0 right-0 w-8 cursor-row-resize touch-none select-none focus-visible:-outline-offset-2 md:w-15"
    >
      {years.map(({ year, y }) => (
        <span
          key={year}
          aria-hidden
          className="pointer-events-none absolute right-3 hidden -translate-y-1/2 text-xs text-muted tabular-nums md:block"
          style={{ top: INSET + y }}
        >
          {year}
        </span>
      ))}
      <div ref={thumb} aria-hidden className="pointer-events-none absolute inset-x-0 top-0">
        <div className="absolute right-2 h-6 w-1.5 -translate-y-1/2 rounded-full bg-accent md:right-11" />
        {dragging ? <Bubble text={nameAt(dayAtTop)} /> : null}
      </div>
      {pointed === null || dragging ? null : (
        <div aria-hidden className="pointer-events-none absolute inset-x-0" style={{ top: INSET + pointed * track }}>
          <div className="absolute right-1.5 h-px w-3 bg-edge md:right-10" />
          <Bubble text={nameAt(pointedDay)} />
        </div>
      )}
    </div>
  );
}

function Bubble({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="absolute right-full z-10 mr-1 -translate-y-1/2 rounded-md bg-raised px-2.5 py-1 text-sm font-medium whitespace-nowrap shadow-float">
      {text}
    </span>
  );
}

function dayIndexAt(plan: GridPlan, top: number): number {
  return firstAtLeast(plan.days, top + 1, ({ bottom }) => bottom);
}

/** Positions of the names of years: at the first photo of each, if there is space. */
function yearMarks(
  plan: GridPlan,
  days: readonly LayoutDay[],
  track: number,
): readonly { readonly year: string; readonly y: number }[] {
  const marks: { year: string; y: number }[] = [];
  let before = '';
  for (const { index, top } of plan.days) {
    const year = days[index]?.day?.slice(0, 4) ?? '';
    if (year === '' || year === before) continue;
    before = year;
    const y = (top / Math.max(1, plan.height)) * track;
    const last = marks.at(-1);
    if (last === undefined || y - last.y >= BETWEEN_YEARS) marks.push({ year, y });
  }
  return marks;
}
