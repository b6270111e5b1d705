import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import { LocalTime } from '../format/local-time.ts';

/** The clock for the values of a record: that of the place where it happened, if the record has its UTC offset. */
export function clockOf({ values }: RecordView, { roles }: KindView, clock: LocalTime): LocalTime {
  return roles.utcOffset === null ? clock : clock.at(values[roles.utcOffset]);
}

/** The clock for the time of a record. Times of floating events are those of any clock, read as UTC. */
export function timeClockOf(record: RecordView, kind: KindView, clock: LocalTime): LocalTime {
  return isFloating(record) ? new LocalTime('UTC', clock.words) : clockOf(record, kind, clock);
}

/** The day of a record in any language; empty for none, as of a birthday without a year, which is stored with a wrong one. */
export function dayOf(record: RecordView, kind: KindView, clock: LocalTime): string {
  return isYearless(record) ? '' : timeClockOf(record, kind, clock).day(record.at);
}

/** The time of a record, with its zone if that is not the one of the export; a day for what takes whole days. */
export function stampOf(record: RecordView, kind: KindView, clock: LocalTime): string {
  const there = timeClockOf(record, kind, clock);
  if (isFloating(record)) {
    const day = there.day(record.at);
    if (day !== '' && isYearless(record)) return clock.words.dayOfYear(day);
    return isAllDay(record) ? there.date(record.at) : there.stamp(record.at);
  }
  const time = there.stamp(record.at);
  if (there === clock || time === '') return time;
  return clock.words.text.record.zone({ time, offset: there.timeZone });
}

/** Start and end of a floating event as text; null for other values. */
export function floatingTime(
  record: Pick<RecordView, 'values'>,
  column: KindColumnView,
  clock: LocalTime,
): string | null {
  const value = record.values[column.name];
  if (column.kind !== 'time' || typeof value !== 'number' || !isFloating(record)) return null;
  if (!FLOATING.test(column.name)) return null;
  const utc = new LocalTime('UTC', clock.words);
  if (isYearless(record)) return clock.words.dayOfYear(utc.day(value));
  return isAllDay(record) ? utc.date(value) : utc.stamp(value);
}

/** Times of an event on the clock; others of it, as when it was changed, are moments. */
const FLOATING = /^(?:start|end|originalStart)At$/;

function isFloating({ values }: Pick<RecordView, 'values'>): boolean {
  return values['isFloating'] === true;
}

function isAllDay({ values }: Pick<RecordView, 'values'>): boolean {
  return values['isAllDay'] === true;
}

function isYearless({ values }: Pick<RecordView, 'values'>): boolean {
  const { startDate } = values;
  return isFloating({ values }) && typeof startDate === 'string' && startDate.startsWith('--');
}
