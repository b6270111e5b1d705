import { zoneClock } from '../../model/calendar/event-clock.ts';

/** A date or date-time of iCalendar: its parameters (`;TZID=Europe/Berlin`) and its value. */
export interface EventMoment {
  readonly parameters: string;
  readonly value: string;
  /** The zone that has to be described in the file. */
  readonly timeZone: string | null;
}

/** How the times of an event are meant. */
export interface EventTiming {
  readonly isAllDay: boolean;
  readonly isFloating: boolean;
  readonly timeZone: string | null;
}

/**
 * A moment of an event. All-day and floating ones are the clock on the wall, read as UTC, and stay unshifted; others are
 * written on the clock of their zone, or in UTC where it is unknown.
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

/** A moment in UTC. */
export function utcMoment(milliseconds: number): EventMoment {
  return { parameters: '', value: `${basic(milliseconds)}Z`, timeZone: null };
}

/** `20240501T140322` */
export function basic(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** Names from a stranger stand in a parameter without quotes: only letters and what zones are made of. */
function isIana(name: string | null): name is string {
  return name !== null && /^[A-Za-z][A-Za-z0-9_+\-/]{1,60}$/.test(name) && !/^(?:GMT|UTC)[+-]/.test(name);
}
