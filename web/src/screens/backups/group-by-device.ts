import type { BackupView } from '../../../../src/contract/backups.ts';

/** The backups of one device: at least one, newest first. */
export type Versions = readonly [BackupView, ...BackupView[]];

/** Groups backups by device, in the order of their newest. Without a UDID each is a group of its own. */
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
