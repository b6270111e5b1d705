import type { BackupView } from '../../../../src/contract/backups.ts';

/** The backups of one device: at least one, newest first. */
export type Versions = readonly [BackupView, ...BackupView[]];

/** Puts the backups of one device together, in the order in which their newest came. Without a UDID each is alone. */
export function groupByDevice(backups: readonly BackupView[]): Versions[] {
  const groups = new Map<string, [BackupView, ...BackupView[]]>();
  for (const backup of backups) {
    const device = backup.udid ?? backup.id;
    const known = groups.get(device);
    if (known === undefined) groups.set(device, [backup]);
    else known.push(backup);
  }
  return [...groups.values()];
}
