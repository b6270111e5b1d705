import type { ReactNode } from 'react';
import type { MorePages } from '../api/more-pages.ts';
import { ErrorState } from './error-state.tsx';

/** Says below a list that the rest of it could not be loaded; nothing if it could. Covers the end of the list. */
export function MoreFailed({
  more: { error, retry },
  backup,
}: {
  readonly more: Pick<MorePages, 'error' | 'retry'>;
  /** The backup that can be unlocked here. */
  readonly backup?: string | undefined;
}): ReactNode {
  if (error === null) return null;
  return (
    <div className="relative h-0">
      <div className="absolute inset-x-0 bottom-0 bg-raised shadow-float">
        <ErrorState error={error} onRetry={retry} {...(backup === undefined ? {} : { backup })} />
      </div>
    </div>
  );
}
