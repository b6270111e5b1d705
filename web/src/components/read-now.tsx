import type { ReactNode } from 'react';
import { useStartIndex } from '../api/index-runs.ts';
import { useText } from '../i18n/text.tsx';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';

/** Reads something that was not chosen, and keeps it chosen. */
export function ReadNow({ backup, artifact }: { readonly backup: string; readonly artifact: string }): ReactNode {
  const { none: words } = useText().records;
  const start = useStartIndex();
  const onStart = (): void => start.mutate({ id: backup, choice: { mode: 'add', names: [artifact] } });
  return (
    <>
      <Button kind="primary" disabled={start.isPending} onClick={onStart}>
        {start.isPending ? words.reading : words.readNow}
      </Button>
      {start.error === null ? null : <ErrorState error={start.error} backup={backup} onRetry={onStart} />}
    </>
  );
}
