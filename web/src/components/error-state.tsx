import { Link } from '@tanstack/react-router';
import { LockKeyhole, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ConnectionLostError, hasCode } from '../api/api-error.ts';
import { connection } from '../api/connection.ts';
import { explain } from '../api/explain.ts';
import { askToUnlock } from '../api/unlock-gate.ts';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/**
 * Shows an error with its next step and a retry button. With `backup`, a locked backup can be unlocked here, followed
 * by a retry.
 */
export function ErrorState({
  error,
  onRetry,
  backup,
  heading,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly backup?: string;
  /** `h1` if it is the only content of the screen. */
  readonly heading?: 'h1' | 'h2';
}): ReactNode {
  const t = useText();
  const { title, detail, next } = explain(error, t);
  // The message above the screen has a button for that.
  const isLost = useStore(connection) === 'lost' && error instanceof ConnectionLostError;
  const locked = hasCode(error, 'BACKUP_LOCKED', 'SESSION_EXPIRED');
  return (
    <div role="alert">
      <EmptyState
        icon={locked ? <LockKeyhole size={24} /> : <TriangleAlert size={24} />}
        title={title}
        {...(heading === undefined ? {} : { heading })}
        text={
          <>
            {detail === null || locked ? null : <span className="hostile block">{detail}</span>}
            <span className="block">{next}</span>
          </>
        }
      >
        {locked && backup !== undefined ? (
          <Button
            kind="primary"
            icon={<LockKeyhole size={16} />}
            onClick={() => void askToUnlock(backup).then((unlocked) => (unlocked ? onRetry?.() : undefined))}
          >
            {t.common.unlock}
          </Button>
        ) : null}
        {onRetry === undefined || locked || isLost ? null : (
          <Button icon={<RotateCw size={16} />} onClick={() => onRetry()}>
            {t.common.retry}
          </Button>
        )}
        {hasCode(error, 'BACKUP_NOT_FOUND') ? (
          <Button asChild kind="primary">
            <Link to="/">{t.shell.notFound.home}</Link>
          </Button>
        ) : null}
      </EmptyState>
    </div>
  );
}
