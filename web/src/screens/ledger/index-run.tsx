import { Check, CircleDashed, Equal, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IndexProgress } from '../../../../src/contract/backups.ts';
import { isRunning, useCancelIndex } from '../../api/index-runs.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatDuration } from '../../format/duration.ts';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { EarlyLinks } from './early-links.tsx';

/** The active index run by artifact, with a cancel button; or the result of a failed run. */
export function IndexRun({ backup, run }: { readonly backup: string; readonly run: IndexProgress | null }): ReactNode {
  const t = useText();
  const cancel = useCancelIndex();
  const words = t.ledger.run;
  if (run === null) return null;
  if (!isRunning(run)) return <EndedRun run={run} />;
  return (
    <Card aria-label={words.progress} className="flex flex-col gap-4 p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-lg font-semibold tabular-nums">
            {words.title} {formatPercent(run.fraction)}
          </h2>
          <p className="text-muted tabular-nums">
            {run.state === 'queued'
              ? words.queued
              : [
                  t.common.records({ count: run.records }),
                  words.rate({ count: Math.round(run.recordsPerSecond) }),
                  ...(run.secondsLeft === null ? [] : [words.left({ time: formatDuration(run.secondsLeft * 1000) })]),
                ].join(' · ')}
          </p>
        </div>
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate(backup)}>
          {cancel.isPending ? words.cancelling : words.cancel}
        </Button>
      </div>
      <ProgressBar label={words.progress} value={run.state === 'queued' ? null : run.fraction} />
      {run.previews.length === 0 ? null : <EarlyLinks backup={backup} previews={run.previews} />}
      <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {run.artifacts.map((artifact) => (
          <ArtifactLine key={artifact.artifact} artifact={artifact} />
        ))}
      </ul>
    </Card>
  );
}

const ICONS = { waiting: CircleDashed, running: LoaderCircle, done: Check, unchanged: Equal } as const;

function ArtifactLine({ artifact }: { readonly artifact: IndexProgress['artifacts'][number] }): ReactNode {
  const t = useText();
  const { artifact: id, title, state, fraction, records } = artifact;
  const Icon = ICONS[state];
  return (
    <li className="flex items-center gap-2.5">
      <Icon
        size={16}
        aria-hidden
        className={`shrink-0 ${state === 'running' ? 'animate-spin text-accent' : state === 'done' ? 'text-accent' : 'text-muted'}`}
      />
      <span className={state === 'waiting' ? 'flex-1 text-muted' : 'flex-1'}>{useKinds().artifactName(id, title)}</span>
      <span className="text-sm text-muted tabular-nums">
        {state === 'running'
          ? formatPercent(fraction)
          : state === 'done'
            ? t.common.records({ count: records })
            : t.ledger.run[state]}
      </span>
    </li>
  );
}

function EndedRun({ run: { state, reason, reasonCode } }: { readonly run: IndexProgress }): ReactNode {
  const t = useText();
  if (state === 'queued' || state === 'running') return null;
  const good = state === 'succeeded';
  return (
    <p
      role="status"
      className={`hostile rounded-md px-4 py-2.5 ${good ? 'bg-accent-soft text-accent' : 'bg-warning-soft text-warning'}`}
    >
      {t.ledger.run[state]} {good || reason === null ? null : t.server(reason, reasonCode)}
    </p>
  );
}
