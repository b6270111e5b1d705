import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { ErrorState } from '../error-state.tsx';

/** Texts of a dialog that starts an export. */
interface ExportWords {
  /** What it makes. */
  readonly text: string;
  /** Label of the button that starts it. */
  readonly start: string;
  /** Shown after the start. */
  readonly started: string;
}

/** A dialog that starts an export: its buttons, the fields given as children, and whether it was started. */
export function ExportDialogFrame({
  title,
  words,
  backup,
  canStart,
  mutation: { isPending, isSuccess, error },
  onStart,
  onClose,
  children,
}: {
  readonly title: string;
  readonly words: ExportWords;
  readonly backup: string;
  /** False if a field is missing or wrong. */
  readonly canStart: boolean;
  /** State of the request. */
  readonly mutation: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: Error | null };
  readonly onStart: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const t = useText();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={words.text}
      footer={
        <>
          {/* Beside the buttons: below the fields it would be out of view. */}
          <p role="status" className="w-full text-sm text-accent empty:hidden">
            {isSuccess ? words.started : ''}
          </p>
          <Button onClick={onClose}>{isSuccess ? t.common.done : t.common.cancel}</Button>
          <Button
            kind="primary"
            icon={<Download size={16} aria-hidden />}
            disabled={!canStart}
            // Disabled, it would lose the focus.
            aria-disabled={isPending}
            onClick={isPending ? undefined : onStart}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        {error === null ? null : (
          <div ref={showFailure}>
            <ErrorState error={error} backup={backup} onRetry={onStart} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Scrolls the error into view, which is below the fields. */
function showFailure(failure: HTMLElement | null): void {
  failure?.scrollIntoView({ block: 'nearest' });
}
