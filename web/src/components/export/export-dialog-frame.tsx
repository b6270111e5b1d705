import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useExportJobs } from '../../api/export-jobs.ts';
import { formatBytes } from '../../format/numbers.ts';
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
  mutation: { isPending, isSuccess, data, error },
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
  readonly mutation: {
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    /** Id of the job; null if the file is sent while it is made. */
    readonly data: string | null | undefined;
    readonly error: Error | null;
  };
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
          <p role="status" className="hostile w-full text-sm text-accent empty:hidden">
            {isSuccess ? <Outcome id={data ?? null} started={words.started} /> : null}
          </p>
          <Button {...(isSuccess ? { kind: 'primary' } : {})} onClick={onClose}>
            {isSuccess ? t.common.done : t.common.cancel}
          </Button>
          <Button
            // Once it was started, what is next is to close the dialog; it can be started again.
            kind={isSuccess ? 'secondary' : 'primary'}
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

/** What became of the export, as far as it is known. */
function Outcome({ id, started }: { readonly id: string | null; readonly started: string }): ReactNode {
  const t = useText();
  const words = t.shell.exports;
  const job = useExportJobs().find((each) => each.id === id);
  if (job?.state === 'failed') {
    const reason = job.reason === null ? words.states.failed : t.server(job.reason, job.reasonCode);
    return <span className="text-danger">{words.notMade({ reason })}</span>;
  }
  if (job?.state !== 'ready' || job.name === null) return started;
  const { name, records, files, bytes, downloadedAt } = job;
  const size = [
    ...(records > 0 ? [words.records({ count: records })] : []),
    ...(files > 1 ? [words.files({ count: files })] : []),
    formatBytes(bytes),
  ].join(' · ');
  return (
    <>
      {downloadedAt === null ? words.saving({ name }) : words.saved({ name })}{' '}
      <span className="inline-block text-muted">{size}</span>
    </>
  );
}

/** Scrolls the error into view, which is below the fields. */
function showFailure(failure: HTMLElement | null): void {
  failure?.scrollIntoView({ block: 'nearest' });
}
