import { basic } from './moment.ts';

/** Maximum number of transitions; a century has two hundred. */
const MAX_TRANSITIONS = 400;

/**
 * A VTIMEZONE (RFC 5545 §3.6.5) with all transitions between two times (UTC milliseconds), from the time zone database
 * of the system.
 */
export function vtimezone(timeZone: string, from: number, to: number): string[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observance(first, first.offsetNanoseconds)];
  let before = first;
  for (let count = 0; count < MAX_TRANSITIONS; count++) {
    const next = before.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > to) break;
    lines.push(...observance(next, before.offsetNanoseconds));
    before = next;
  }
  return [...lines, 'END:VTIMEZONE'];
}

/** The observance since a transition; DTSTART is in local time before the transition. */
function observance(at: Temporal.ZonedDateTime, offsetBefore: number): string[] {
  const wallBefore = at.epochMilliseconds + offsetBefore / 1e6;
  // Approximates which one is daylight saving time; readers use only the offsets.
  const kind = at.offsetNanoseconds > offsetBefore ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${basic(wallBefore)}`,
    `TZOFFSETFROM:${offset(offsetBefore)}`,
    `TZOFFSETTO:${offset(at.offsetNanoseconds)}`,
    `END:${kind}`,
  ];
}

function offset(nanoseconds: number): string {
  const seconds = Math.abs(Math.round(nanoseconds / 1e9));
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = seconds % 60;
  const sign = nanoseconds < 0 ? '-' : '+';
  return `${sign}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : two(rest)}`;
}
