import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { DayView } from '../../../../../src/contract/days.ts';
import { classes } from '../../../components/classes.ts';
import { formatTime } from '../../../format/dates.ts';
import { middayOf } from '../../../format/day-key.ts';
import { formatCompact } from '../../../format/numbers.ts';
import { firstDayOfWeek, weekdayNames } from '../../../format/weeks.ts';
import { useText } from '../../../i18n/text.tsx';
import { type Month, weeksOf } from './calendar-month.ts';

/** Keys that move between days, and by how many selectable days. */
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** A month: days with messages can be selected and have their count. */
export function MonthGrid({
  month,
  days,
  shown,
  onChoose,
}: {
  readonly month: Month;
  readonly days: ReadonlyMap<string, DayView>;
  /** The highlighted day. */
  readonly shown: string | null;
  readonly onChoose: (day: DayView) => void;
}): ReactNode {
  const grid = useRef<HTMLTableElement>(null);
  const firstDay = firstDayOfWeek();
  const weeks = weeksOf(month, firstDay);
  const here = weeks.flat().flatMap((day) => (day === null ? [] : (days.get(day) ?? [])));
  const most = Math.max(...here.map(({ count }) => count));
  const tabbed = here.find(({ day }) => day === shown) ?? here[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    const buttons = [...(grid.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    buttons[buttons.indexOf(event.target as HTMLElement) + by]?.focus();
    event.preventDefault();
  };
  return (
    <table ref={grid} className="w-full table-fixed border-separate border-spacing-0.5">
      <thead>
        <tr>
          {weekdayNames(firstDay).map(({ long, short }) => (
            <th key={long} scope="col" abbr={long} className="pb-1 text-xs font-medium text-muted">
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={week.find((day) => day !== null) ?? index}>
            {week.map((day, weekday) => (
              <td key={day ?? weekday} className="p-0 text-center">
                {day === null ? null : (
                  <Day
                    name={day}
                    day={days.get(day) ?? null}
                    most={most}
                    isShown={day === shown}
                    isTabbed={day === tabbed?.day}
                    onChoose={onChoose}
                    onKeyDown={onKeyDown}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({
  name,
  day,
  most,
  isShown,
  isTabbed,
  onChoose,
  onKeyDown,
}: {
  readonly name: string;
  /** Null for a day without messages. */
  readonly day: DayView | null;
  readonly most: number;
  readonly isShown: boolean;
  readonly isTabbed: boolean;
  readonly onChoose: (day: DayView) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}): ReactNode {
  const t = useText();
  const number = Number(name.slice(-2));
  const shape = 'flex h-11 w-full flex-col items-center justify-center rounded-md leading-4 tabular-nums';
  if (day === null) return <span className={classes(shape, 'text-muted')}>{number}</span>;
  return (
    <button
      type="button"
      tabIndex={isTabbed ? 0 : -1}
      aria-current={isShown ? 'date' : undefined}
      onClick={() => onChoose(day)}
      onKeyDown={onKeyDown}
      className={classes(
        shape,
        day.count * 2 > most
          ? 'bg-accent text-on-accent hover:bg-accent-strong'
          : 'bg-accent-soft text-accent hover:bg-pressed',
        isShown && 'ring-2 ring-focus',
      )}
    >
      <span className="sr-only">
        {t.chat.date.day({
          day: formatTime(middayOf(name), 'date', 'UTC'),
          messages: t.chat.list.messages({ count: day.count }),
        })}
      </span>
      <span aria-hidden className="font-semibold">
        {number}
      </span>
      <span aria-hidden className="text-xs">
        {formatCompact(day.count)}
      </span>
    </button>
  );
}
