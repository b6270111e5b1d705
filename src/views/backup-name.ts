import type { BackupView } from '../contract/backups.ts';
import type { ViewContext } from './types.ts';

type BackupRecord = Awaited<ReturnType<ViewContext['store']['backups']['get']>>;
const DAY_MS = 86_400_000;

type Named = Pick<BackupRecord, 'givenName' | 'device' | 'path'>;

/** Display name of a backup: the given name, else device name, product name or folder name. */
export function backupName({ givenName, device, path }: Named): string {
  return (
    givenName ?? device.deviceName ?? device.productName ?? path.split(/[/\\]/).findLast((part) => part !== '') ?? path
  );
}

type Distinguished = Named & Pick<BackupRecord, 'backedUpAt' | 'sizeBytes'>;

const FACTS = [
  ['date', ({ backedUpAt }: Distinguished) => Math.floor((backedUpAt ?? -1) / DAY_MS)],
  ['size', ({ sizeBytes }: Distinguished) => sizeBytes],
  ['folder', ({ path }: Distinguished) => path],
] as const;

/**
 * Returns a function that gives the facts by which a backup is distinguished from the others with its name, in the order
 * of preference: its date, its size if others have the same day, its folder if the sizes are equal too. None if the name
 * is unique. Takes linear time for all backups.
 */
export function distinctions(all: readonly Distinguished[]): (backup: Distinguished) => BackupView['distinguishedBy'] {
  // Number of backups by name, by name and date, and so on.
  const counts = new Map<string, number>();
  for (const backup of all) {
    for (const key of keysOf(backup)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (backup) => {
    const [ofName = 0, ...ofFacts] = keysOf(backup).map((key) => (counts.get(key) ?? 0) - 1);
    let alike = ofName;
    return FACTS.flatMap(([fact], index) => {
      if (alike <= 0) return [];
      const before = alike;
      alike = ofFacts[index] ?? 0;
      return fact === 'date' || alike < before ? [fact] : [];
    });
  };
}

/** Keys of the name, the name and the first fact, and so on. */
function keysOf(backup: Distinguished): string[] {
  const values = [backupName(backup), ...FACTS.map(([, of]) => of(backup))];
  return values.map((_value, index) => JSON.stringify(values.slice(0, index + 1)));
}
