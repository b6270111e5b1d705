import { Link, useNavigate } from '@tanstack/react-router';
import { ClipboardList, DatabaseZap, Ellipsis, Info, LockKeyhole, LockKeyholeOpen, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { useLock } from '../../api/backups.ts';
import { useCancelIndex } from '../../api/index-runs.ts';
import { askToUnlock } from '../../api/unlock-gate.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { useText } from '../../i18n/text.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import type { BACKUP_DIALOGS } from './dialogs.ts';

/** Actions for a backup: the next step as a button, others in a menu. */
export function BackupActions({
  backup,
  quiet = false,
}: {
  readonly backup: BackupView;
  readonly quiet?: boolean;
}): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const lock = useLock();
  const { id, status, encrypted, unlocked } = backup;
  const name = useBackupLabel()(backup);
  const readable = backup.state === 'complete' && backup.vanishedAt === null;
  const indexed = status === 'INDEXED';
  const show = (dialog: (typeof BACKUP_DIALOGS)[number]): void =>
    void navigate({ to: '/', search: { dialog, backup: id } });
  return (
    <div className="flex items-center gap-1.5">
      <NextStep backup={backup} readable={readable} quiet={quiet} />
      <Menu
        trigger={
          <IconButton label={t.backups.menu({ name })}>
            <Ellipsis size={18} />
          </IconButton>
        }
      >
        {readable && encrypted && !unlocked ? (
          <MenuItem icon={<LockKeyholeOpen size={16} />} onSelect={() => void askToUnlock(id)}>
            {t.common.unlock}
          </MenuItem>
        ) : null}
        {encrypted && unlocked ? (
          <MenuItem icon={<LockKeyhole size={16} />} onSelect={() => lock.mutate(id)}>
            {t.common.lock}
          </MenuItem>
        ) : null}
        {readable && indexed ? (
          <MenuItem icon={<DatabaseZap size={16} />} onSelect={() => show('index')}>
            {t.backups.indexAgain}
          </MenuItem>
        ) : null}
        <MenuItem asChild>
          <Link to="/b/$backupId/ledger" params={{ backupId: id }}>
            <ClipboardList size={16} />
            {t.backups.ledger}
          </Link>
        </MenuItem>
        <MenuItem icon={<Pencil size={16} />} onSelect={() => show('rename')}>
          {t.backups.rename.open}
        </MenuItem>
        <MenuItem icon={<Info size={16} />} onSelect={() => show('details')}>
          {t.backups.details}
        </MenuItem>
        {indexed ? (
          <>
            <MenuLine />
            <MenuItem danger icon={<Trash2 size={16} />} onSelect={() => show('remove')}>
              {t.backups.removeIndex}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </div>
  );
}

function NextStep({
  backup: { id, status },
  readable,
  quiet,
}: {
  readonly backup: BackupView;
  readonly readable: boolean;
  readonly quiet: boolean;
}): ReactNode {
  const t = useText();
  const cancel = useCancelIndex();
  const kind = quiet ? 'secondary' : 'primary';
  if (status === 'INDEXING') {
    return (
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate(id)}>
        {t.backups.cancelRun}
      </Button>
    );
  }
  if (status === 'INDEXED') {
    return (
      <Button asChild kind={kind}>
        <Link to="/b/$backupId" params={{ backupId: id }}>
          {t.backups.open}
        </Link>
      </Button>
    );
  }
  return readable ? (
    <Button asChild kind={kind}>
      <Link to="/b/$backupId/start" params={{ backupId: id }}>
        {t.start.welcome.begin}
      </Link>
    </Button>
  ) : null;
}
