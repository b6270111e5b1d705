import { ChevronDown, ChevronUp, Download, RotateCcw, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ExportJobView } from '../../../src/contract/export-jobs.ts';
import { useExportJobActions } from '../api/export-job-actions.ts';
import { isActive } from '../api/export-jobs.ts';
import { Button } from '../components/button.tsx';
import { formatName } from '../components/export/format-name.ts';
import { IconButton } from '../components/icon-button.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { formatBytes } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';

/** Failures after which there is something to do before it is made again. */
const WITH_NEXT_STEP = ['DISK_FULL', 'STORAGE_UNAVAILABLE', 'BACKUP_NOT_FOUND', 'INTERNAL'] as const;

/** Window in which the list leaves room for the screen above it. */
const ROOMY = '(min-height: 34rem)';

/** A list of exports, which can be folded. In a low window, as an enlarged page has, it is folded from the start. */
export function ExportList({ jobs }: { readonly jobs: readonly ExportJobView[] }): ReactNode {
  const words = useText().shell.exports;
  const [isOpen, setOpen] = useState(() => window.matchMedia(ROOMY).matches);
  const active = jobs.filter(isActive).length;
  const failed = jobs.filter(({ state }) => state === 'failed').length;
  return (
    <section aria-label={words.title} className="flex shrink-0 flex-col border-t border-line bg-raised">
      <header className="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          <span role="status">
            {active > 0
              ? words.making({ count: active })
              : failed > 0
                ? words.failed({ count: failed })
                : words.finished({ count: jobs.length })}
          </span>
        </h2>
        <IconButton label={isOpen ? words.hide : words.show} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <ChevronDown size={17} /> : <ChevronUp size={17} />}
        </IconButton>
      </header>
      {isOpen ? (
        <ul className="max-h-[30vh] overflow-y-auto border-t border-line">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function JobRow({ job }: { readonly job: ExportJobView }): ReactNode {
  const t = useText();
  const words = t.shell.exports;
  const { cancel, restart, stream, keep } = useExportJobActions();
  const { state, phase, plan, name, fraction, records, files, bytes, reason, reasonCode, code } = job;
  // The file has its name when what goes into it is known.
  const title = name ?? formatName(plan.format, t);
  // A redacted export is made after its people are found and its records are redacted.
  const isPreparing = phase === 'finding-people' || phase === 'redacting';
  const isRedacted = plan.redacted !== undefined;
  // A redacted export is never sent while it is made, and its redaction ends with the server.
  const canStream = !isRedacted && (code === 'LIMIT_EXCEEDED' || code === 'DISK_FULL');
  const canRestart = state === 'cancelled' || (state === 'failed' && !(isRedacted && code === 'CONFLICT'));
  const toDo = state === 'failed' ? WITH_NEXT_STEP.find((each) => each === code) : undefined;
  return (
    <li className="flex flex-col gap-1 border-b border-line py-2 pr-1.5 pl-4 last:border-0">
      <div className="flex items-center gap-1">
        <p className="hostile min-w-0 flex-1 truncate" title={title}>
          {title}
        </p>
        {state === 'ready' ? (
          <Button size="sm" icon={<Download size={15} aria-hidden />} onClick={() => keep.mutate(job)}>
            {words.save}
          </Button>
        ) : null}
        {state === 'failed' && canStream ? (
          <Button size="sm" icon={<Download size={15} aria-hidden />} onClick={() => stream.mutate(job)}>
            {words.direct}
          </Button>
        ) : null}
        {canRestart ? (
          <IconButton label={words.again} onClick={() => restart.mutate(job)}>
            <RotateCcw size={16} />
          </IconButton>
        ) : null}
        <IconButton label={isActive(job) ? words.cancel : words.remove} onClick={() => cancel.mutate(job)}>
          <X size={17} />
        </IconButton>
      </div>
      {state === 'running' || state === 'queued' ? <ProgressBar label={title} value={fraction} /> : null}
      <p className={state === 'failed' ? 'text-sm text-danger' : 'text-sm text-muted'}>
        {reason === null ? (isPreparing ? words.phases[phase] : words.states[state]) : t.server(reason, reasonCode)}
        {state === 'running' || state === 'ready'
          ? ` · ${[
              ...(records > 0 ? [words.records({ count: records })] : []),
              ...(files > 1 ? [words.files({ count: files })] : []),
              ...(isPreparing ? [] : [formatBytes(bytes)]),
            ].join(' · ')}`
          : null}
      </p>
      {toDo === undefined ? null : <p className="text-sm">{t.errors[toDo].next}</p>}
      {state === 'ready' && plan.redacted !== undefined ? (
        <p className="text-sm text-muted">
          {t.common.redaction.done({
            people: plan.redacted.people,
            words: plan.redacted.words,
            count: plan.redacted.replacements,
          })}
        </p>
      ) : null}
    </li>
  );
}
