import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import type { DayView } from '../../../../src/contract/days.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { monthMarks, monthPlaces } from './month-places.ts';
import { useHeight } from './use-height.ts';

/** Minimum distance between names of years in pixels. */
const BETWEEN_YEARS = 20;

/** Name of a month. */
export function monthName({ day }: DayView): string {
  return formatTime(Date.parse(`${day}T00:00Z`), 'month', 'UTC');
}

/** All months from newest to oldest with widths by count: shows the current position, and moves by dragging or keys. */
export function MonthScrubber({
  months,
  current,
  onJump,
}: {
  /** Oldest first. */
  readonly months: readonly DayView[];
  /** Index of the month in view. */
  readonly current: number;
  readonly onJump: (month: number) => void;
}): ReactNode {
  const t = useText();
  const [pointed, setPointed] = useState<number | null>(null);
  const places = useMemo(() => monthPlaces(months), [months]);
  // There is none before the months are known.
  const [rail, setRail] = useState<HTMLElement | null>(null);
  const height = useHeight(rail);
  const years = useMemo(
    () => (height === null ? [] : monthMarks(months, places, BETWEEN_YEARS / Math.max(1, height))),
    [months, places, height],
  );
  const last = months.length - 1;
  if (last < 1) return null;
  const most = Math.max(...months.map(({ count }) => count));
  const monthAt = (event: PointerEvent<HTMLElement>): number => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const fraction = (event.clientY - top) / Math.max(1, height);
    const found = places.findIndex((place) => place.top + place.height >= fraction);
    return last - (found === -1 ? last : found);
  };
  const steps: Readonly<Record<string, number>> = { ArrowDown: -1, ArrowUp: 1, PageDown: -12, PageUp: 12 };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    const next = event.key === 'Home' ? last : event.key === 'End' ? 0 : by === undefined ? null : current + by;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onJump(Math.min(last, Math.max(0, next)));
  };
  const named = (month: number): string => {
    const found = months[month];
    return found === undefined ? '' : t.timeline.month({ name: monthName(found), count: found.count });
  };
  return (
    <div
      ref={setRail}
      role="slider"
      tabIndex={0}
      aria-label={t.timeline.scrubber}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={current}
      aria-valuetext={named(current)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setPointed(monthAt(event));
      }}
      onPointerMove={(event) => setPointed(monthAt(event))}
      onPointerUp={(event) => onJump(monthAt(event))}
      onPointerLeave={() => setPointed(null)}
      className="relative my-4 w-20 shrink-0 cursor-row-resize touch-none select-none focus-visible:outline-offset-0"
    >
      {places.map(({ top, height }, index) => {
        const month = last - index;
        const count = months[month]?.count ?? 0;
        return (
          <span
            key={months[month]?.day}
            aria-hidden
            className={`absolute right-2 rounded-full ${month === current ? 'bg-accent' : month === pointed ? 'bg-muted' : 'bg-line'}`}
            style={{
              top: `${(top + height / 2) * 100}%`,
              height: '3px',
              marginTop: '-1.5px',
              width: `${4 + 24 * Math.sqrt(count / most)}px`,
            }}
          />
        );
      })}
      {years.map(({ year, top }) => (
        <span
          key={year}
          aria-hidden
          className="pointer-events-none absolute left-1 -translate-y-1/2 text-xs text-muted tabular-nums"
          style={{ top: `${top * 100}%` }}
        >
          {year}
        </span>
      ))}
      {pointed === null ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute right-full z-10 mr-1 -translate-y-1/2 rounded-md bg-raised px-2.5 py-1 text-sm font-medium whitespace-nowrap shadow-float"
          style={{ top: `${middleOf(places[last - pointed]) * 100}%` }}
        >
          {named(pointed)}
        </span>
      )}
    </div>
  );
}

function middleOf(place: { readonly top: number; readonly height: number } | undefined): number {
  return place === undefined ? 0 : place.top + place.height / 2;
}
