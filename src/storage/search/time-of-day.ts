import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** A part of each day, in minutes since midnight: [from, to), over midnight if `from` is not before `to`. */
export interface TimeOfDay {
  readonly from: number;
  readonly to: number;
}

/** Words for parts of the day. */
const WORDS: Readonly<Record<string, TimeOfDay>> = {
  night: { from: 22 * 60, to: 6 * 60 },
  morning: { from: 6 * 60, to: 12 * 60 },
  afternoon: { from: 12 * 60, to: 18 * 60 },
  evening: { from: 18 * 60, to: 22 * 60 },
};

const RANGE = /^(\d{1,2})(?::(\d{2}))?[-–](\d{1,2})(?::(\d{2}))?$/;

/** Parses `22-6`, `22:00-06:30` or a word like `night`. @throws BAD_REQUEST for anything else */
export function parseTimeOfDay(value: string): TimeOfDay {
  const word = value.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word] as TimeOfDay;
  const [, fromHour, fromMinute, toHour, toMinute] = RANGE.exec(value) ?? [];
  const from = minuteOf(fromHour, fromMinute);
  const to = minuteOf(toHour, toMinute);
  if (from === null || to === null || from === to) {
    throw new DomainError('BAD_REQUEST', msg('detail.time-of-day-expected', { words: Object.keys(WORDS).join(', ') }));
  }
  return { from: from % (24 * 60), to };
}

/** Minutes since midnight, up to 24:00; null if there is no such time. */
function minuteOf(hour: string | undefined, minute = '0'): number | null {
  const minutes = Number(hour) * 60 + Number(minute);
  return hour === undefined || Number(minute) > 59 || minutes > 24 * 60 ? null : minutes;
}
