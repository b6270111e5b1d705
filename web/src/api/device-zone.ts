import { useQuery } from '@tanstack/react-query';
import type { Page } from '../../../src/contract/common.ts';
import type { FileView } from '../../../src/contract/files.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { useIsLocked } from './backups.ts';
import { backupPath, request, withQuery } from './client.ts';

/** iOS stores the time zone as a link into the zone database. */
const PLACE = { domain: 'DatabaseDomain', path: 'timezone/localtime', limit: 1 };

/**
 * Time zone of the phone at the time of the backup; null if unknown or while the backup is locked. Only requested if
 * times are shown in it.
 */
export function useDeviceZone(backup: string): string | null {
  const { zone } = usePreferences();
  const locked = useIsLocked(backup);
  const { data } = useQuery({
    queryKey: ['backup', backup, 'device-zone'],
    enabled: zone === 'device' && !locked,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => request<Page<FileView>>(withQuery(backupPath(backup, 'files'), PLACE), { signal }),
    select: ({ items }) => zoneOf(items[0]?.target ?? null),
  });
  return data ?? null;
}

/** `/var/db/timezone/zoneinfo/Europe/Berlin` → `Europe/Berlin` */
function zoneOf(target: string | null): string | null {
  return /\/zoneinfo\/(.+)$/.exec(target ?? '')?.[1] ?? null;
}
