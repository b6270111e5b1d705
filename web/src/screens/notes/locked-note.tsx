import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NoteView, OpenedNoteView } from '../../../../src/contract/notes.ts';
import { explain } from '../../api/explain.ts';
import { useUnlockNote } from '../../api/notes.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../i18n/text.tsx';

/** An encrypted note: asks for its password if that can help, otherwise explains. */
export function LockedNote({
  backup,
  noteKey,
  title,
  lock,
  onOpened,
}: {
  readonly backup: string;
  readonly noteKey: string;
  readonly title: string;
  readonly lock: NoteView['lock'];
  readonly onOpened: (note: OpenedNoteView) => void;
}): ReactNode {
  const t = useText();
  const words = t.notes.lock;
  const [password, setPassword] = useState('');
  const { mutate, isPending, error, reset } = useUnlockNote(backup, noteKey);
  if (lock?.scheme !== 'password') {
    const isPasscode = lock?.scheme === 'device-passcode';
    return (
      <EmptyState
        icon={<LockKeyhole size={24} />}
        title={words.title}
        text={
          <>
            <span className="block">{isPasscode ? words.passcode : words.unknown}</span>
            <span className="mt-2 block">{words.onPhone}</span>
          </>
        }
      >
        <Button asChild>
          <Link to="/b/$backupId/notes" params={{ backupId: backup }} search={{ show: 'locked' }}>
            {words.all}
          </Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <div>
      <h2 className="hostile mb-4 text-2xl font-semibold tracking-tight">{title}</h2>
      <form
        className="mx-auto my-6 flex max-w-90 flex-col gap-3 rounded-lg border border-line bg-canvas p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') mutate(password, { onSuccess: onOpened });
        }}
      >
        <LockKeyhole size={22} aria-hidden className="text-muted" />
        <div>
          <p className="font-semibold">{words.title}</p>
          <p className="text-muted">{words.text}</p>
        </div>
        <TextField
          label={words.password}
          type="password"
          autoComplete="off"
          value={password}
          maxLength={1024}
          onChange={(event) => {
            setPassword(event.target.value);
            if (error !== null) reset();
          }}
          {...(lock.hint === null ? {} : { hint: <span className="hostile">{words.hint({ hint: lock.hint })}</span> })}
          {...(error === null ? {} : { error: explain(error, t).title })}
        />
        <Button type="submit" kind="primary" disabled={isPending || password === ''}>
          {isPending ? words.opening : words.submit}
        </Button>
        <p className="text-sm text-muted">{words.kept}</p>
      </form>
    </div>
  );
}
