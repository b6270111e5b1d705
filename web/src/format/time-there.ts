import type { TimeStyle } from './dates.ts';
import { type PhotoDayRule, photoZone } from './photo-zone.ts';

/**
 * The local time at a place with this UTC offset in seconds, with its day if that is another than in the zone of the
 * display; null if it is the same time, or times there are not wanted. `write` is `formatTime`.
 */
export function timeThere(
  at: number,
  utcOffset: number | null,
  rule: PhotoDayRule,
  write: (at: number, style: TimeStyle, zone: string) => string,
): string | null {
  const there = photoZone({ utcOffset }, rule);
  const isSame = (style: TimeStyle): boolean => write(at, style, there) === write(at, style, rule.timeZone);
  if (isSame('short')) return null;
  return write(at, isSame('date') ? 'time' : 'short', there);
}
