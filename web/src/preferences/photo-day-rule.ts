import { useMemo } from 'react';
import type { PhotoDayRule } from '../format/photo-zone.ts';
import { preferences, usePreferences } from './preferences.ts';
import { preferredZone } from './preferred-zone.ts';
import { useZone } from './zone.tsx';

/** The rule by preference. */
export function usePhotoDayRule(): PhotoDayRule {
  const timeZone = useZone();
  const ownZone = usePreferences().photoZone === 'camera';
  return useMemo(() => ({ timeZone, ownZone }), [timeZone, ownZone]);
}

/** The same for preloading; null if the zone is not known yet. */
export function preferredPhotoDayRule(): PhotoDayRule | null {
  const timeZone = preferredZone();
  return timeZone === null ? null : { timeZone, ownZone: preferences().photoZone === 'camera' };
}
