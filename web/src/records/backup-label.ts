import type { BackupView } from '../../../src/contract/backups.ts';
import { formatTime } from '../format/dates.ts';
import { formatBytes } from '../format/numbers.ts';
import { useZone } from '../preferences/zone.tsx';

type Labelled = Pick<BackupView, 'name' | 'distinguishedBy' | 'backedUpAt' | 'sizeBytes' | 'path'>;

/** Returns a function for the name of a backup, with what distinguishes it from others of that name. */
export function useBackupLabel(): (backup: Labelled) => string {
  const zone = useZone();
  return ({ name, distinguishedBy, backedUpAt, sizeBytes, path }) => {
    const facts = {
      date: backedUpAt === null ? null : formatTime(backedUpAt, 'day', zone),
      size: sizeBytes === null ? null : formatBytes(sizeBytes),
      folder: path,
    };
    return [name, ...distinguishedBy.map((fact) => facts[fact])].filter((part) => part !== null).join(' · ');
  };
}
