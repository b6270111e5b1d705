import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OccurrencePageView } from '../../contract/calendar.ts';
import { msg } from '../../locales/messages.ts';
import { expandRecurrence, type Occurrence } from '../../model/calendar/recurrence.ts';
import { DomainError } from '../../model/errors.ts';
import { compare } from '../compare.ts';
import { pageOfList } from '../paging/paged-array.ts';
import type { Scope } from '../scope.ts';
import { DAY_MS } from '../timeline/local-days.ts';
import type { ViewContext } from '../types.ts';
import { calendarsByKey } from './calendar-scope.ts';
import { type EventQuery, eventRows } from './event-rows.ts';
import { occurrenceView } from './event-view.ts';
import type { EventRow } from './rows.ts';
import { WallClock } from './wall-clock.ts';

/** Maximum length of an expanded period: three years and a bit. */
const MAX_WINDOW_MS = 1100 * DAY_MS;
/** Maximum number of events and of series read per window. */
const MAX_EVENTS = 20_000;
const MAX_SERIES = 5000;
/** Maximum number of occurrences per window, and per series in it. */
const MAX_OCCURRENCES = 20_000;
const MAX_OCCURRENCES_PER_SERIES = 2000;
/** Maximum number of days examined for all series of a request: some tenths of a second. */
const MAX_DAYS = 3_000_000;
/** Number of events between yields to other requests. */
const EVENTS_PER_TURN = 20;

/** An occurrence with its sort keys. */
interface Placed {
  readonly key: string;
  readonly row: EventRow;
  readonly occurrence: Occurrence;
  /** Its start as local wall-clock time. */
  readonly wall: number;
}

/** Occurrences between two times, with series expanded. @throws BAD_REQUEST (cursor, time zone, too long a period) */
export async function listOccurrences(
  ctx: ViewContext,
  scope: Scope,
  query: EventQuery & { readonly from: number; readonly to: number },
): Promise<OccurrencePageView> {
  const { from, to, limit, cursor } = query;
  if (to - from > MAX_WINDOW_MS) {
    throw new DomainError('BAD_REQUEST', msg('detail.expand-too-long', { days: MAX_WINDOW_MS / DAY_MS }));
  }
  const { placed, isComplete } = await placeAll(ctx, scope, query);
  const [{ items, next }, calendars] = await Promise.all([
    pageOfList(placed, { limit, cursor, name: 'occurrences' }),
    calendarsByKey(ctx, scope),
  ]);
  return { items: items.map(({ row, occurrence }) => occurrenceView(row, calendars, occurrence)), next, isComplete };
}

async function placeAll(
  ctx: ViewContext,
  scope: Scope,
  { from, to, timeZone = 'UTC', ...filter }: EventQuery & { readonly from: number; readonly to: number },
): Promise<{ placed: readonly Placed[]; isComplete: boolean }> {
  const clock = new WallClock(timeZone, from - DAY_MS, to + DAY_MS);
  const [single, series] = await candidates(ctx, scope, { ...filter, from, to });
  let isComplete = single.length <= MAX_EVENTS && series.length <= MAX_SERIES;
  const budget = { left: MAX_DAYS };
  const placed: Placed[] = [];
  const rows = [...single.slice(0, MAX_EVENTS), ...series.slice(0, MAX_SERIES)];
  for (const [index, row] of rows.entries()) {
    if (index % EVENTS_PER_TURN === EVENTS_PER_TURN - 1) await nextTurn();
    // All-day and floating events have wall-clock times; all others are instants.
    const isReading = row.isAllDay === true || row.isFloating === true;
    const window = isReading ? [clock.at(from), clock.at(to)] : [from, to];
    const expansion = expandRecurrence(row, window[0] ?? from, window[1] ?? to, MAX_OCCURRENCES_PER_SERIES, budget);
    isComplete &&= expansion.isComplete;
    for (const occurrence of expansion.occurrences) {
      const key = `${row.key} ${occurrence.startAt}`;
      placed.push({ key, row, occurrence, wall: isReading ? occurrence.startAt : clock.at(occurrence.startAt) });
    }
    if (placed.length > MAX_OCCURRENCES) {
      isComplete = false;
      break;
    }
  }
  return { placed: placed.sort(byPlace), isComplete };
}

/** Events that may overlap the window and series that may start before its end; one more than allowed if truncated. */
function candidates(
  ctx: ViewContext,
  scope: Scope,
  { from, to, calendar, hidden = false }: Pick<EventQuery, 'calendar' | 'hidden'> & { from: number; to: number },
): Promise<[EventRow[], EventRow[]]> {
  const events = () =>
    eventRows(ctx, scope, { hidden, ...(calendar === undefined ? {} : { calendar }) })
      // Wall-clock times differ from UTC by up to a day.
      .where('startAt', '<', to + DAY_MS)
      .orderBy('startAt');
  const since = from - DAY_MS;
  return Promise.all([
    events()
      .where((eb) => eb.or([eb('isRecurring', 'is', null), eb('isRecurring', '=', false)]))
      // An all-day event ends at its last second, the next day starts there.
      .where((eb) => eb.or([eb('startAt', '>=', since), eb('endAt', '>=', since)]))
      .limit(MAX_EVENTS + 1)
      .execute(),
    events()
      .where('isRecurring', '=', true)
      .limit(MAX_SERIES + 1)
      .execute(),
  ]);
}

function byPlace(a: Placed, b: Placed): number {
  return a.wall - b.wall || compare(a.row.key ?? '', b.row.key ?? '') || a.occurrence.startAt - b.occurrence.startAt;
}
