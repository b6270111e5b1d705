import { createContext, useContext } from 'react';
import { BROWSER_ZONE, isZone } from '../format/dates.ts';
import { preferences, usePreferences } from './preferences.ts';

/** The zone the phone of the backup in view was in when it was backed up; null where that is not known. */
const DeviceZone = createContext<string | null>(null);

/** Says in which zone the phone of the backup below was. */
export const DeviceZoneProvider = DeviceZone.Provider;

/** The IANA zone in which times are shown here: by the preference, and by the phone of this backup where it says so. */
export function useZone(): string {
  const { zone } = usePreferences();
  const device = useContext(DeviceZone);
  const wanted = zone === 'browser' ? BROWSER_ZONE : zone === 'device' ? device : zone === 'utc' ? 'UTC' : zone;
  return wanted !== null && isZone(wanted) ? wanted : BROWSER_ZONE;
}

/** The same before a screen is there, to fetch ahead: null while it is the phone's, which is known later. */
export function preferredZone(): string | null {
  const { zone } = preferences();
  if (zone === 'device') return null;
  return zone === 'utc' ? 'UTC' : isZone(zone) ? zone : BROWSER_ZONE;
}
