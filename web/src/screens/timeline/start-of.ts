import type { BackupView } from '../../../../src/contract/backups.ts';
import { hasContents } from '../../api/backups.ts';
import type { TimelineFilter } from '../../api/timeline.ts';

/** Start of a timeline: the time of its newest backup, because calendars extend into the future; null if unknown. */
export function startOf(backups: readonly BackupView[], { backup }: TimelineFilter): number | null {
  const times = backups
    .filter((each) => (backup === null ? hasContents(each) : each.id === backup))
    .flatMap(({ backedUpAt }) => backedUpAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
