import type { EventView } from '../../../../src/contract/calendar.ts';
import { formatTime } from '../../format/dates.ts';
import { perLocale } from '../../i18n/locale.ts';
import type { Texts } from '../../i18n/texts.ts';

const durations = perLocale((locale) => new Intl.DurationFormat(locale, { style: 'long' }));

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `15 minutes`, `1 day, 2 hours`. */
function formatSpan(seconds: number): string {
  const whole = Math.min(Math.round(Math.abs(seconds)), Number.MAX_SAFE_INTEGER / DAY);
  return durations().format({
    days: Math.floor(whole / DAY),
    hours: Math.floor((whole % DAY) / HOUR),
    minutes: Math.floor((whole % HOUR) / MINUTE),
    seconds: whole % MINUTE,
  });
}

/** Time of an alarm as text. */
export function alarmText(
  { offsetSeconds, at, proximity, place, isDisabled }: EventView['alarms'][number],
  zone: string,
  { calendar: { alarm: words } }: Texts,
): string {
  const where = place?.title ?? place?.address ?? null;
  const when =
    proximity === 'enter'
      ? where === null
        ? words.arriving
        : words.arrivingAt({ place: where })
      : proximity === 'leave'
        ? where === null
          ? words.leaving
          : words.leavingFrom({ place: where })
        : at !== null
          ? formatTime(at, 'short', zone)
          : offsetSeconds === null
            ? words.unknown
            : offsetSeconds === 0
              ? words.atStart
              : offsetSeconds < 0
                ? words.before({ duration: formatSpan(offsetSeconds) })
                : words.after({ duration: formatSpan(offsetSeconds) });
  return isDisabled ? `${when} (${words.off})` : when;
}
