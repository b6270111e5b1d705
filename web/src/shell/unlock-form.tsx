import { ArrowBigUpDash, Eye, EyeOff, LockKeyholeOpen } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { ApiError, hasCode } from '../api/api-error.ts';
import { useUnlock } from '../api/backups.ts';
import { explain } from '../api/explain.ts';
import { Button } from '../components/button.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { TextField } from '../components/text-field.tsx';
import { formatCount } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import { useCountdown } from './use-countdown.ts';

/** The password field of a backup, with messages for failed attempts. */
export function UnlockForm({
  backup,
  onUnlocked,
}: {
  readonly backup: string;
  readonly onUnlocked: () => void;
}): ReactNode {
  const t = useText();
  const words = t.shell.unlock;
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const unlock = useUnlock();
  const [waitSeconds, startWaiting] = useCountdown();
  /** True if the password is to be tried as soon as the server takes another one. */
  const [isQueued, setQueued] = useState(false);

  const attempt = (): void =>
    unlock.mutate(
      { id: backup, password },
      {
        onSuccess: onUnlocked,
        onError: (error) => {
          if (error instanceof ApiError && error.retryAfterSeconds !== null) startWaiting(error.retryAfterSeconds);
        },
        onSettled: () => setQueued(false),
      },
    );
  const attemptQueued = useEffectEvent(attempt);
  useEffect(() => {
    if (isQueued && waitSeconds === 0) attemptQueued();
  }, [isQueued, waitSeconds]);
  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (waitSeconds > 0) setQueued(true);
        else attempt();
      }}
    >
      <TextField
        label={words.password}
        type={visible ? 'text' : 'password'}
        autoComplete="off"
        required
        readOnly={unlock.isPending}
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
          setQueued(false);
        }}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        trailing={
          <IconButton
            label={visible ? words.hidePassword : words.showPassword}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          >
            {visible ? <EyeOff size={16} /> : <Eye size={16} />}
          </IconButton>
        }
        {...(capsLock || hasOuterSpace(password)
          ? {
              hint: (
                <span className="flex flex-col gap-1">
                  {capsLock ? <CapsLockHint /> : null}
                  {/* Invisible, and easily pasted along from a note. */}
                  {hasOuterSpace(password) ? <span className="text-warning">{words.space}</span> : null}
                </span>
              ),
            }
          : {})}
        {...(unlock.error === null || isQueued ? {} : { error: <Failure error={unlock.error} /> })}
      />
      {waitSeconds > 0 ? (
        <p className="text-sm text-muted tabular-nums">
          {(isQueued ? words.queued : words.wait)({ seconds: formatCount(waitSeconds) })}
        </p>
      ) : null}
      {unlock.isPending ? (
        <div role="status" className="flex flex-col gap-1.5">
          <ProgressBar label={words.deriving} value={null} />
          <p className="text-sm">{words.deriving}</p>
          <p className="text-sm text-muted">{words.derivingHint}</p>
        </div>
      ) : (
        <p className="text-sm text-muted">{words.kept}</p>
      )}
      <Button
        kind="primary"
        type="submit"
        icon={<LockKeyholeOpen size={16} />}
        disabled={unlock.isPending || isQueued || password === ''}
      >
        {words.submit}
      </Button>
    </form>
  );
}

function hasOuterSpace(password: string): boolean {
  return password !== '' && password !== password.trim();
}

function CapsLockHint(): ReactNode {
  const t = useText();
  return (
    <span className="inline-flex items-center gap-1.5 text-warning">
      <ArrowBigUpDash size={15} aria-hidden />
      {t.shell.unlock.capsLock}
    </span>
  );
}

function Failure({ error }: { readonly error: Error }): ReactNode {
  const t = useText();
  const words = t.shell.unlock;
  if (hasCode(error, 'TOO_MANY_REQUESTS')) return t.errors.TOO_MANY_REQUESTS.title;
  const { title, next } = explain(error, t);
  const [head, hint] = hasCode(error, 'WRONG_PASSWORD') ? [words.wrongTitle, words.wrongHint] : [title, next];
  return (
    <>
      <strong className="block font-semibold">{head}</strong>
      <span className="block text-ink">{hint}</span>
    </>
  );
}
