import type { DayView } from '../../contract/days.ts';
import { parseMoment } from '../../model/moment.ts';

/** Messages of a page: a browser shows ten thousand within half a second, and prints them within a minute. */
export const MOST_MESSAGES = 10_000;

/** A part of a chat that is a page of its own. */
export interface ChatPeriod {
  /** `2024`, `2024-05`, or a day; empty for a whole chat. */
  readonly name: string;
  /** UTC milliseconds; undefined at the ends of the chat, whose undated messages belong to the first or last period. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Years, months of years and days of months with at most `most` messages each, as far as days allow. */
export function chatPeriods(
  days: readonly DayView[],
  timeZone: string,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  most = MOST_MESSAGES,
): ChatPeriod[] {
  const within = days.filter(
    ({ day }) =>
      (from === undefined || parseMoment(day, timeZone, 'end') > from) &&
      (to === undefined || parseMoment(day, timeZone) < to),
  );
  const count = within.reduce((sum, { count }) => sum + count, 0);
  const names = count <= most ? [] : namesOf(within, 'yyyy'.length, most);
  if (names.length < 2) return [{ name: '', from, to }];
  return names.map((name, index) => {
    const next = names[index + 1];
    return {
      name,
      from: index === 0 ? from : parseMoment(name, timeZone),
      to: next === undefined ? to : parseMoment(next, timeZone),
    };
  });
}

/** Days with the same beginning; those with more than `most` messages in shorter periods. */
function namesOf(days: readonly DayView[], length: number, most: number): string[] {
  const groups = Map.groupBy(days, ({ day }) => day.slice(0, length));
  return [...groups].flatMap(([name, of]) => {
    const count = of.reduce((sum, { count }) => sum + count, 0);
    return count <= most || name.length === 'yyyy-mm-dd'.length ? [name] : namesOf(of, length + '-mm'.length, most);
  });
}

/** The place of the period of a time. */
export function periodAt(periods: readonly ChatPeriod[], at: number | null): number {
  const next = periods.findIndex(({ to }) => to === undefined || (at ?? Number.NEGATIVE_INFINITY) < to);
  return next === -1 ? periods.length - 1 : next;
}
