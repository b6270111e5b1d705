import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { Bytes, Count } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';

/** Time and size of a backup on one line. */
export function BackupFacts({ backup }: { readonly backup: BackupView }): ReactNode {
  const t = useText();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t.backups.backedUp, backup.backedUpAt === null ? t.backups.unknownDate : <Time at={backup.backedUpAt} />],
    [t.backups.size, backup.sizeBytes === null ? null : <Bytes value={backup.sizeBytes} />],
    [t.backups.filesLabel, backup.fileCount === null ? null : <Count value={backup.fileCount} />],
  ];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} className="flex gap-1.5">
            <dt className="text-muted">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
