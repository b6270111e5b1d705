import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import { backupsQuery } from '../api/backups.ts';
import { DevicePicture } from '../components/device-picture.tsx';
import { Menu, MenuItem } from '../components/menu.tsx';
import { Time } from '../components/time.tsx';
import { useText } from '../i18n/text.tsx';
import { useBackupLabel } from '../records/backup-label.ts';

/** Shows the current backup, with a menu of the others. */
export function BackupSwitch({ backup, narrow }: { readonly backup: BackupView; readonly narrow: boolean }): ReactNode {
  const t = useText();
  const { data } = useQuery(backupsQuery);
  const backups = data?.backups ?? [backup];
  const labelOf = useBackupLabel();
  const picture = <DevicePicture productType={backup.device.productType} className="h-7" />;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          {...(narrow ? { 'aria-label': `${backup.name}: ${t.shell.nav.switchBackup}` } : {})}
          title={t.shell.nav.switchBackup}
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
        >
          <span className="flex w-5 shrink-0 justify-center">{picture}</span>
          {narrow ? null : (
            <>
              <span className="min-w-0 flex-1">
                <span className="hostile block truncate font-semibold">{backup.name}</span>
                <span className="block text-xs text-muted">
                  <Time at={backup.backedUpAt} format="day" />
                </span>
              </span>
              <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-muted" />
            </>
          )}
        </button>
      }
    >
      {backups.map((each) => (
        <MenuItem key={each.id} asChild>
          <Link to="/b/$backupId" params={{ backupId: each.id }}>
            <span className="hostile max-w-100 truncate">
              {labelOf({
                ...each,
                distinguishedBy: ['date', ...each.distinguishedBy.filter((fact) => fact !== 'date')],
              })}
            </span>
          </Link>
        </MenuItem>
      ))}
    </Menu>
  );
}
