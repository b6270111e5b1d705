import type { PhotoSummaryView } from '../../../src/contract/photos.ts';
import { isZone } from './is-zone.ts';

/** On which local day photos lie; parameters of the API. */
export interface PhotoDayRule {
  /** Zone of photos without one of their own, or of all. */
  readonly timeZone: string;
  /** True if photos lie on the day of the camera's zone. */
  readonly ownZone: boolean;
}

/** The zone in which the time of a photo is shown: that of the camera as an offset, or that of the display. */
export function photoZone({ utcOffset }: Pick<PhotoSummaryView, 'utcOffset'>, rule: PhotoDayRule): string {
  const own = rule.ownZone && utcOffset !== null ? offsetName(utcOffset) : null;
  return own !== null && isZone(own) ? own : rule.timeZone;
}

/** `+02:00` for 7200 seconds: a time zone given as offset (ECMA-402 supports whole minutes). */
export function offsetName(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
