import { zoneClock } from '../../model/calendar/event-clock.ts';

/** A date or date-time of iCalendar: its parameters (`;TZID=Europe/Berlin`) and its value. */
export interface EventMoment {
  readonly parameters: string;
  readonly value: string;
  /** The time zone, which needs a VTIMEZONE in the file. */
  readonly timeZone: string | null;
}

/** Determines how the times of an event are interpreted. */
export interface EventTiming {
  readonly isAllDay: boolean;
  readonly isFloating: boolean;
  readonly timeZone: string | null;
}

/**
 * Formats a time of an event. All-day and floating times are wall-clock times encoded as UTC and are not converted;
 * others are written in their time zone, or in UTC if it is unknown.
 */
export function momentOf(milliseconds: number, { isAllDay, isFloating, timeZone }: EventTiming): EventMoment {
  if (isAllDay) return { parameters: ';VALUE=DATE', value: basic(milliseconds).slice(0, 8), timeZone: null };
  if (isFloating) return { parameters: '', value: basic(milliseconds), timeZone: null };
  const known = isIana(timeZone) ? timeZone : null;
  const clock = known === null || known === 'UTC' ? null : zoneClock(known);
  if (known === null || clock === null) return utcMoment(milliseconds);
  const { day, timeOfDay } = clock.read(milliseconds);
  return { parameters: `;TZID=${known}`, value: basic(day * 86_400_000 + timeOfDay), timeZone: known };
}

/** Formats a time in UTC. */
export function utcMoment(milliseconds: number): EventMoment {
  return { parameters: '', value: `${basic(milliseconds)}Z`, timeZone: null };
}

/** `20240501T140322` */
export function basic(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** Validates untrusted names, because they are written unquoted in a parameter. */
function isIana(name: string | null): name is string {
  return name !== null && /^[A-Za-z][A-Za-z0-9_+\-/]{1,60}$/.test(name) && !/^(?:GMT|UTC)[+-]/.test(name);
}
