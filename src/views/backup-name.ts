import type { ViewContext } from './types.ts';

type BackupRecord = Awaited<ReturnType<ViewContext['store']['backups']['get']>>;

/** Display name of a backup: device name, else product name, else folder name. */
export function backupName({ device, path }: Pick<BackupRecord, 'device' | 'path'>): string {
  return device.deviceName ?? device.productName ?? path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}
