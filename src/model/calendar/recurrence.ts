import { civilDay, DAY_MS } from './civil-day.ts';
import { type EventClock, UTC_CLOCK, zoneClock } from './event-clock.ts';
import { dayOf, lastDayOf } from './event-days.ts';
import { type Budget, recurrenceDays } from './recurrence-days.ts';
import type { Recurrence, RecurrenceRule } from './recurrence-rule.ts';

/** The fields of an event that determine its occurrences. */
export interface RecurringEvent {
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly timeZone: string | null;
  readonly isAllDay: boolean | null;
  readonly isFloating: boolean | null;
  readonly recurrence: Recurrence | null;
}

/** One occurrence of an event; `startAt` and `endAt` as in `calendar_events`. */
export interface Occurrence {
  readonly startAt: number;
  readonly endAt: number;
  /** First and last day (inclusive), YYYY-MM-DD; null for events that are not all-day. */
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** Occurrences in order of their starts. */
export interface Expansion {
  readonly occurrences: readonly Occurrence[];
  /** True if every occurrence of the window is included: all rules are understood and no limit was reached. */
  readonly isComplete: boolean;
}

/** Days examined per expansion over all rules, about a tenth of a second. Fifty years of a daily rule take 18,250. */
const MAX_DAYS_LOOKED_AT = 1_000_000;
/** Maximum number of rules per event; iOS writes one. */
const MAX_RULES = 16;
/** Maximum length of an event. With a longer one, every window would have to examine everything before it. */
const MAX_LENGTH_MS = 3660 * DAY_MS;
/** Years 1 to 9999, the range of YYYY-MM-DD, with a margin to the limits of time zone conversion. */
const EARLIEST = civilDay(1, 1, 1) * DAY_MS;
const LATEST = civilDay(10_000, 1, 1) * DAY_MS;

/**
 * The occurrences of an event that overlap `from` ≤ t < `to` (UTC milliseconds; for all-day and floating events the
 * local time treated as UTC), at most `limit`. The start of the event is always its first occurrence (RFC 5545
 * §3.8.5.3). Local times are kept across daylight saving changes in the event's zone. Deleted and detached occurrences
 * are omitted; the latter are events of their own. An event without rules has one occurrence.
 *
 * @param budget days that may be examined; can be shared by several events
 */
export function expandRecurrence(
  event: RecurringEvent,
  from: number,
  to: number,
  limit: number,
  budget: Budget = { left: MAX_DAYS_LOOKED_AT },
): Expansion {
  const { startAt, recurrence } = event;
  if (startAt === null || !(from < to)) return { occurrences: [], isComplete: true };
  const most = Math.max(0, limit);
  const length = Math.min(MAX_LENGTH_MS, lengthOf(event, startAt));
  const zone = zoneOf(event);
  const rules = recurrence?.rules ?? [];
  const isTellable = zone !== null && startAt >= EARLIEST && startAt < LATEST;
  const followed = isTellable ? rules.slice(0, MAX_RULES).filter(isFollowable) : [];
  let isComplete = followed.length === rules.length;

  const skipped = new Set([
    ...(recurrence?.exceptions ?? []),
    ...(recurrence?.detached.flatMap(({ originalStartAt }) => originalStartAt ?? []) ?? []),
  ]);
  const skippedDays = event.isAllDay === true ? new Set([...skipped].map((at) => Math.floor(at / DAY_MS))) : null;
  const isSkipped = (at: number): boolean =>
    skippedDays === null ? skipped.has(at) : skippedDays.has(Math.floor(at / DAY_MS));

  const starts = new Set<number>();
  const window = { from: Math.max(EARLIEST, from - length), to: Math.min(LATEST, to) };
  for (const rule of followed.length === 0 ? [null] : followed) {
    let found = 0;
    for (const at of startsOf(rule, startAt, zone ?? UTC_CLOCK, window, budget)) {
      // An event of zero length belongs to the window that begins with it.
      if (at >= to || (at + length <= from && at !== from) || isSkipped(at)) continue;
      starts.add(at);
      // One more than requested, to detect that there are more.
      if (++found > most) break;
    }
  }
  const sorted = [...starts].sort((a, b) => a - b);
  if (sorted.length > most || budget.left < 0) isComplete = false;
  const isAllDay = event.isAllDay === true;
  return { occurrences: sorted.slice(0, most).map((at) => occurrence(at, length, isAllDay)), isComplete };
}

type FollowableRule = RecurrenceRule & { readonly frequency: NonNullable<RecurrenceRule['frequency']> };

function isFollowable(rule: RecurrenceRule): rule is FollowableRule {
  return rule.frequency !== null && rule.isUnderstood;
}

/** The starts of a series by one rule, from the first to the last that can matter for the window. */
function* startsOf(
  rule: FollowableRule | null,
  startAt: number,
  clock: EventClock,
  window: { readonly from: number; readonly to: number },
  budget: Budget,
): Generator<number> {
  yield startAt;
  if (rule === null) return;
  const { day: first, timeOfDay } = clock.read(startAt);
  // Local time differs from UTC by about a day at most.
  const firstDay = Math.floor(window.from / DAY_MS) - 2;
  const lastDay = Math.ceil(Math.min(window.to, rule.until ?? Infinity) / DAY_MS) + 2;
  let count = 1;
  // With COUNT, all occurrences from the start must be enumerated.
  const range = { first: rule.count === null ? firstDay : first, last: lastDay };
  for (const day of recurrenceDays(rule, first, range, budget)) {
    if (rule.count !== null && count >= rule.count) return;
    if (day === first) continue;
    if (day < firstDay) {
      count++;
      continue;
    }
    const at = clock.momentOf(day, timeOfDay);
    if (rule.until !== null && at > rule.until) return;
    count++;
    yield at;
  }
}

function lengthOf({ endAt, isAllDay }: RecurringEvent, startAt: number): number {
  if (isAllDay === true) return lastDayOf(startAt, endAt) + DAY_MS - startAt;
  return Math.max(0, (endAt ?? startAt) - startAt);
}

/** Null if the zone is unknown, so local times cannot be computed. */
function zoneOf({ isAllDay, isFloating, timeZone }: RecurringEvent): EventClock | null {
  if (isAllDay === true || isFloating === true || timeZone === null) return UTC_CLOCK;
  return zoneClock(timeZone);
}

function occurrence(startAt: number, length: number, isAllDay: boolean): Occurrence {
  const endAt = startAt + length;
  if (!isAllDay) return { startAt, endAt, startDate: null, endDate: null };
  return { startAt, endAt, startDate: dayOf(startAt), endDate: dayOf(lastDayOf(startAt, endAt)) };
}
