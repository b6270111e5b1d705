import { createContext, useContext } from 'react';
import { BROWSER_ZONE } from '../format/dates.ts';
import { isZone } from '../format/is-zone.ts';
import { usePreferences } from './preferences.ts';

/** Time zone of the phone of the current backup at the time of the backup; null if unknown. */
const DeviceZone = createContext<string | null>(null);

/** Provides the phone's time zone of a backup. */
export const DeviceZoneProvider = DeviceZone.Provider;

/** IANA time zone for display, by preference and, if chosen, by the phone of this backup. */
export function useZone(): string {
  const { zone } = usePreferences();
  const device = useContext(DeviceZone);
  const wanted = zone === 'browser' ? BROWSER_ZONE : zone === 'device' ? device : zone === 'utc' ? 'UTC' : zone;
  return wanted !== null && isZone(wanted) ? wanted : BROWSER_ZONE;
}
