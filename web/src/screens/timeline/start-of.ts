import type { BackupView } from '../../../../src/contract/backups.ts';
import type { TimelineFilter } from '../../api/timeline.ts';

/** Where a timeline begins: when the newest of its backups was made, as calendars reach beyond that; null where not known. */
export function startOf(backups: readonly BackupView[], { backup }: TimelineFilter): number | null {
  const times = backups
    .filter(({ id, lastIndexedAt }) => (backup === null ? lastIndexedAt !== null : id === backup))
    .flatMap(({ backedUpAt }) => backedUpAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
