import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, lazy, type ReactNode, Suspense, useId, useState } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { isLocked, useRenameBackup } from '../../api/backups.ts';
import { useRemoveIndex, useStartIndex } from '../../api/index-runs.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import { ChooseWhat } from '../start/choose-what.tsx';
import { asked, useReadChoice } from '../start/use-read-choice.ts';
import { BackupDetails } from './backup-details.tsx';
import type { DroppedFolder } from './folders/dropped-folder.ts';

const route = getRouteApi('/');

const AddFolder = lazy(() => import('./folders/add-folder.tsx').then((module) => ({ default: module.AddFolder })));

/** The dialog in the URL, above the list. */
export function BackupDialogs({
  backups,
  dropped,
}: {
  readonly backups: readonly BackupView[];
  /** The last folder that was dropped on the screen. */
  readonly dropped: DroppedFolder | null;
}): ReactNode {
  const { dialog, backup: id } = route.useSearch();
  const navigate = useNavigate();
  const backup = backups.find((candidate) => candidate.id === id);
  const close = (): void => void navigate({ to: '/', search: {}, replace: true });
  if (dialog === 'add') {
    return (
      <Suspense>
        <AddFolder key={JSON.stringify(dropped)} dropped={dropped} onClose={close} />
      </Suspense>
    );
  }
  if (backup === undefined) return null;
  switch (dialog) {
    case 'details':
      return <BackupDetails backup={backup} onClose={close} />;
    case 'index':
      return <IndexDialog backup={backup} onClose={close} />;
    case 'rename':
      return <RenameDialog backup={backup} onClose={close} />;
    case 'remove':
      return <RemoveDialog backup={backup} onClose={close} />;
    case undefined:
      break;
  }
  return null;
}

interface DialogFor {
  readonly backup: BackupView;
  readonly onClose: () => void;
}

/** Explains what indexing stores unencrypted before starting it. */
function IndexDialog({ backup, onClose }: DialogFor): ReactNode {
  const t = useText();
  const { id, encrypted } = backup;
  const name = useBackupLabel()(backup);
  const navigate = useNavigate();
  const start = useStartIndex();
  const [isChoosing, setChoosing] = useState(false);
  const choice = useReadChoice(id, isChoosing);
  const words = t.backups.consent;
  const onStart = (): void => {
    start.mutate(asked(id, choice.change), {
      onSuccess: () => void navigate({ to: '/b/$backupId/ledger', params: { backupId: id } }),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title({ name })}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" disabled={start.isPending || choice.count === 0} onClick={onStart}>
            {words.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{words.text}</p>
        {encrypted ? <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">{words.clear}</p> : null}
        {encrypted ? null : <p>{t.backups.explain.notEncrypted}</p>}
        {isLocked(backup) ? null : (
          <details onToggle={({ currentTarget }) => setChoosing(currentTarget.open)}>
            <summary className="text-sm font-medium text-muted hover:text-ink">{t.start.read.choose}</summary>
            <div className="mt-3">{isChoosing ? <ChooseWhat choice={choice} /> : null}</div>
          </details>
        )}
        <p className="text-muted">{words.undo}</p>
        {start.error === null ? null : <ErrorState error={start.error} backup={id} onRetry={onStart} />}
      </div>
    </Dialog>
  );
}

/** Asks for a name; an empty one restores the name of the device. */
function RenameDialog({ backup: { id, givenName, device, name }, onClose }: DialogFor): ReactNode {
  const t = useText();
  const rename = useRenameBackup();
  const [text, setText] = useState(givenName ?? '');
  const form = useId();
  const words = t.backups.rename;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    rename.mutate({ id, name: text.trim() === '' ? null : text.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" form={form} disabled={rename.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} className="flex flex-col gap-3">
        <TextField
          label={words.label}
          hint={words.hint}
          value={text}
          maxLength={100}
          placeholder={givenName === null ? name : (device.productName ?? '')}
          onChange={({ target }) => setText(target.value)}
        />
        {rename.error === null ? null : <ErrorState error={rename.error} onRetry={() => rename.reset()} />}
      </form>
    </Dialog>
  );
}

function RemoveDialog({ backup, onClose }: DialogFor): ReactNode {
  const t = useText();
  const { id } = backup;
  const name = useBackupLabel()(backup);
  const remove = useRemoveIndex();
  const words = t.backups.remove;
  const onRemove = (): void => remove.mutate(id, { onSuccess: onClose });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.title({ name })}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" disabled={remove.isPending} onClick={onRemove}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      {remove.error === null ? null : <ErrorState error={remove.error} onRetry={onRemove} />}
    </Dialog>
  );
}
