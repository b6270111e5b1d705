import { BROWSER_ZONE } from '../format/dates.ts';
import { isZone } from '../format/is-zone.ts';
import { preferences } from './preferences.ts';

/** The zone of `useZone` for preloading, before a screen is rendered: null if it is the phone's zone, which is not known yet. */
export function preferredZone(): string | null {
  const { zone } = preferences();
  if (zone === 'device') return null;
  return zone === 'utc' ? 'UTC' : isZone(zone) ? zone : BROWSER_ZONE;
}

/** Zone for `time:` in a search, which is over all backups; undefined without such a filter. */
export function zoneOfSearch(text: string): string | undefined {
  return /\btime:/i.test(text) ? (preferredZone() ?? BROWSER_ZONE) : undefined;
}
