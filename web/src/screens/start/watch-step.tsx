import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IndexProgress } from '../../../../src/contract/backups.ts';
import { useCancelIndex } from '../../api/index-runs.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Count } from '../../components/figures.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { EarlyLinks } from '../ledger/early-links.tsx';

/** What has been found so far, growing; `run` is null until the first progress arrives. */
export function WatchStep({ id, run }: { readonly id: string; readonly run: IndexProgress | null }): ReactNode {
  const t = useText();
  const words = t.start.watch;
  const cancel = useCancelIndex();
  const isWaiting = run === null || run.state === 'queued';
  return (
    <Card className="flex flex-col gap-5 p-5">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-lg font-semibold tabular-nums">
            {isWaiting ? words.queued : `${words.title} ${formatPercent(run.fraction)}`}
          </h2>
          <p className="text-muted tabular-nums">{words.records({ count: run?.records ?? 0 })}</p>
        </div>
        <Button asChild kind="quiet">
          <Link to="/b/$backupId/ledger" params={{ backupId: id }}>
            {words.details}
          </Link>
        </Button>
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate(id)}>
          {words.cancel}
        </Button>
      </div>
      <ProgressBar label={words.title} value={isWaiting ? null : run.fraction} />
      {run === null || run.previews.length === 0 ? null : <EarlyLinks backup={id} previews={run.previews} />}
      <Found run={run} />
      <p className="text-sm text-muted">{words.leave}</p>
    </Card>
  );
}

/** Artifacts with records, the richest first. */
function Found({ run }: { readonly run: IndexProgress | null }): ReactNode {
  const kinds = useKinds();
  const found = (run?.artifacts ?? []).filter(({ records }) => records > 0);
  return (
    <ul className="grid min-h-40 grid-cols-2 content-start gap-3 sm:grid-cols-3 lg:grid-cols-4">
      {found
        .toSorted((one, other) => other.records - one.records)
        .map(({ artifact, title, records }) => (
          <li key={artifact} className="flex items-center gap-3 rounded-lg border border-line p-3">
            <KindBadge kind={kinds.all.find((kind) => kind.artifact === artifact)?.id ?? ''} />
            <span className="min-w-0">
              <span className="block font-semibold">
                <Count value={records} />
              </span>
              <span className="hostile block truncate text-sm text-muted">{kinds.artifactName(artifact, title)}</span>
            </span>
          </li>
        ))}
    </ul>
  );
}
