import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { isRunning, useIndexRun } from '../../api/index-runs.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';

/** Progress of the active index run, with a link to its details. */
export function BackupProgress({ backup }: { readonly backup: BackupView }): ReactNode {
  return backup.status === 'INDEXING' ? <RunningProgress id={backup.id} /> : null;
}

function RunningProgress({ id }: { readonly id: string }): ReactNode {
  const t = useText();
  const { data: run } = useIndexRun(id);
  const fraction = isRunning(run) ? run.fraction : null;
  return (
    <div className="flex items-center gap-3">
      <ProgressBar label={t.ledger.run.progress} value={fraction} />
      {fraction === null ? null : (
        <span className="w-10 text-right text-sm tabular-nums">{formatPercent(fraction)}</span>
      )}
      <Link
        to="/b/$backupId/start"
        params={{ backupId: id }}
        className="text-sm whitespace-nowrap text-accent underline"
      >
        {t.backups.watchRun}
      </Link>
    </div>
  );
}
