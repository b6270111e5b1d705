import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { firstDayOfWeek, weekdayNames } from '../../format/weeks.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { type CalendarSearch, readCalendarSearch } from './calendar-search.ts';
import { addDays } from './days.ts';
import { MonthWeek } from './month-week.tsx';
import type { PlacedEvent } from './place-events.ts';

/** Heights of a day's number and of an event line in pixels, large enough for touch (WCAG 2.5.8). */
const NUMBER_HEIGHT = 32;
const LANE_HEIGHT = 24;

/** A month with events as bars in its weeks, limited by space. Arrow keys move between days. */
export function MonthGrid({
  backup,
  weeks,
  date,
  dateOf,
  today,
  events,
  search,
}: {
  readonly backup: string;
  readonly weeks: readonly (readonly string[])[];
  /** The selected day. */
  readonly date: string;
  /** The day in a URL state. */
  readonly dateOf: (search: CalendarSearch) => string;
  readonly today: string;
  readonly events: readonly PlacedEvent[] | undefined;
  readonly search: CalendarSearch;
}): ReactNode {
  const t = useText();
  const { now, change } = useAddress(readCalendarSearch);
  const body = useRef<HTMLTableSectionElement>(null);
  const lanes = useLanes(body, weeks.length);
  const go = (by: number) => () => {
    // Move the focus too, so that Enter and Tab continue from the day.
    const focus = (): void => body.current?.querySelector<HTMLElement>(`[data-day="${dateOf(now())}"]`)?.focus();
    void change((before) => ({ ...before, date: addDays(dateOf(before), by) }), { replace: true }).then(() =>
      requestAnimationFrame(focus),
    );
  };
  const group = t.calendar.title;
  useShortcuts([
    { keys: 'arrowleft', group, label: t.calendar.keys.dayBefore, run: go(-1) },
    { keys: 'arrowright', group, label: t.calendar.keys.dayAfter, run: go(1) },
    { keys: 'arrowup', group, label: t.calendar.keys.weekBefore, run: go(-7) },
    { keys: 'arrowdown', group, label: t.calendar.keys.weekAfter, run: go(7) },
  ]);
  return (
    <div className="min-w-0 shrink-0 md:min-h-72 md:flex-1 md:overflow-hidden">
      <table aria-label={t.calendar.title} className="h-full w-full table-fixed border-collapse bg-surface">
        <thead>
          <tr className="h-8">
            {weekdayNames(firstDayOfWeek()).map(({ long, short }) => (
              <th key={long} scope="col" abbr={long} className="border-b border-line text-xs font-medium text-muted">
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {weeks.map((week) => (
            <MonthWeek
              key={week[0]}
              backup={backup}
              week={week}
              date={date}
              today={today}
              events={events ?? []}
              lanes={lanes}
              search={search}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Number of event lines that fit into a day. */
function useLanes(body: { readonly current: HTMLElement | null }, weeks: number): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = body;
    if (current === null) return undefined;
    const measure = (): void => setHeight(current.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [body]);
  return Math.max(1, Math.floor((height / weeks - NUMBER_HEIGHT) / LANE_HEIGHT));
}
