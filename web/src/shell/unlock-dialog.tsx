import { useQuery, useQueryClient } from '@tanstack/react-query';
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
  const client = useQueryClient();
  const { data } = useQuery(backupsQuery);
  const labelOf = useBackupLabel();
  const backup = data?.backups.find(({ id }) => id === wish.backup);
  const cancel = (): void => {
    wish.settle(false);
    // The session may have ended since: screens then show what is locked, and how to unlock it.
    void client.invalidateQueries(backupsQuery);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : cancel())}
      title={t.shell.unlock.title({ name: backup === undefined ? '' : labelOf(backup) })}
      description={t.shell.unlock.intro}
    >
      <UnlockForm backup={wish.backup} onUnlocked={() => wish.settle(true)} />
    </Dialog>
  );
}
