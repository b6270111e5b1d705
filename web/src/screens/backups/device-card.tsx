import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { DevicePicture } from '../../components/device-picture.tsx';
import { useText } from '../../i18n/text.tsx';
import { BackupActions } from './backup-actions.tsx';
import { BackupAge } from './backup-age.tsx';
import { BackupBadges } from './backup-badges.tsx';
import { BackupFacts } from './backup-facts.tsx';
import { BackupNotes } from './backup-notes.tsx';
import { BackupProgress } from './backup-progress.tsx';
import type { Versions } from './group-by-device.ts';

/** A device: its newest backup in full, with earlier ones below. */
export function DeviceCard({ versions: [newest, ...older] }: { readonly versions: Versions }): ReactNode {
  const t = useText();
  const { name, device } = newest;
  return (
    <Card aria-label={name}>
      <div className="flex gap-4 p-4 sm:gap-6 sm:p-5">
        <DevicePicture productType={device.productType} className="h-20 sm:h-26" />
        <div className="flex min-w-0 flex-1 flex-col gap-3">
          <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
            <div className="min-w-0 flex-1 basis-56">
              <h2 className="hostile text-lg font-semibold">{name}</h2>
              <p className="hostile text-muted">
                {[device.productName ?? device.productType, versionOf(device.productVersion)]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </p>
            </div>
            <BackupActions backup={newest} />
          </div>
          <BackupBadges backup={newest} />
          <BackupAge backup={newest} />
          <BackupFacts backup={newest} />
          <BackupProgress backup={newest} />
          <BackupNotes backup={newest} />
        </div>
      </div>
      {older.length === 0 ? null : (
        <details className="border-t border-line">
          <summary className="px-5 py-2.5 text-sm font-medium text-muted hover:text-ink">
            {t.backups.older({ count: older.length })}
          </summary>
          <ul>
            {older.map((backup) => (
              <li
                key={backup.id}
                className="flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line px-5 py-3"
              >
                <div className="flex min-w-0 flex-1 basis-72 flex-col gap-2">
                  <BackupFacts backup={backup} />
                  <BackupBadges backup={backup} />
                  <BackupProgress backup={backup} />
                  <BackupNotes backup={backup} />
                </div>
                <BackupActions backup={backup} quiet />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );

  function versionOf(version: string | null): string | null {
    return version === null ? null : t.backups.ios({ version });
  }
}
