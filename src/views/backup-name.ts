import type { BackupView } from '../contract/backups.ts';
import type { ViewContext } from './types.ts';

type BackupRecord = Awaited<ReturnType<ViewContext['store']['backups']['get']>>;
type Named = Pick<BackupRecord, 'givenName' | 'device' | 'path'>;

/** Display name of a backup: the given name, else device name, product name or folder name. */
export function backupName({ givenName, device, path }: Named): string {
  return (
    givenName ?? device.deviceName ?? device.productName ?? path.split(/[/\\]/).findLast((part) => part !== '') ?? path
  );
}

/**
 * The facts that distinguish a backup from the others with its name, in the order of preference: its date, its size if
 * others have the same day, its folder if the sizes are equal too. Empty if the name is unique.
 */
export function distinctions(
  backup: Named & Pick<BackupRecord, 'publicId' | 'backedUpAt' | 'sizeBytes'>,
  all: readonly (typeof backup)[],
): BackupView['distinguishedBy'] {
  const facts = [
    ['date', ({ backedUpAt }: typeof backup) => Math.floor((backedUpAt ?? -1) / DAY_MS)],
    ['size', ({ sizeBytes }: typeof backup) => sizeBytes],
    ['folder', ({ path }: typeof backup) => path],
  ] as const;
  const name = backupName(backup);
  let alike = all.filter((other) => other.publicId !== backup.publicId && backupName(other) === name);
  return facts.flatMap(([fact, of]) => {
    if (alike.length === 0) return [];
    const before = alike.length;
    alike = alike.filter((other) => of(other) === of(backup));
    return fact === 'date' || alike.length < before ? [fact] : [];
  });
}

const DAY_MS = 86_400_000;
