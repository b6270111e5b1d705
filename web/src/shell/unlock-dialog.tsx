import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { backupsQuery } from '../api/backups.ts';
import { type UnlockRequest, unlockRequest } from '../api/unlock-gate.ts';
import { Dialog } from '../components/dialog.tsx';
import { useText } from '../i18n/text.tsx';
import { useBackupLabel } from '../records/backup-label.ts';
import { useStore } from '../store.ts';
import { UnlockForm } from './unlock-form.tsx';

/** Asks for the password of a backup when necessary; see `askToUnlock`. */
export function UnlockDialog(): ReactNode {
  const wish = useStore(unlockRequest);
  return wish === null ? null : <UnlockDialogFor key={wish.backup} wish={wish} />;
}

function UnlockDialogFor({ wish }: { readonly wish: UnlockRequest }): ReactNode {
  const t = useText();
  const { data } = useQuery(backupsQuery);
  const labelOf = useBackupLabel();
  const backup = data?.backups.find(({ id }) => id === wish.backup);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : wish.settle(false))}
      title={t.shell.unlock.title({ name: backup === undefined ? '' : labelOf(backup) })}
      description={t.shell.unlock.intro}
    >
      <UnlockForm backup={wish.backup} onUnlocked={() => wish.settle(true)} />
    </Dialog>
  );
}
