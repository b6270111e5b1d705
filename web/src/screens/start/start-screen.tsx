import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView, IndexProgress } from '../../../../src/contract/backups.ts';
import { backupsQuery, isLocked } from '../../api/backups.ts';
import { isRunning, useIndexRun } from '../../api/index-runs.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { NotFound } from '../../routes/states.tsx';
import { BackupNotes } from '../backups/backup-notes.tsx';
import { DoneStep } from './done-step.tsx';
import { ReadStep } from './read-step.tsx';
import { StartSteps, type Step } from './start-steps.tsx';
import { UnlockStep } from './unlock-step.tsx';
import { WatchStep } from './watch-step.tsx';

/** The screen with the first steps of a backup. */
export const Route = createLazyRoute('/b/$backupId/start')({ component: StartScreen });

const route = getRouteApi('/b/$backupId/start');

function StartScreen(): ReactNode {
  const { backupId } = route.useParams();
  const { data, error, refetch } = useQuery(backupsQuery);
  if (data === undefined) {
    return (
      <Page>
        {error === null ? <SkeletonRows /> : <ErrorState heading="h1" error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  const backup = data.backups.find(({ id }) => id === backupId);
  return backup === undefined ? <NotFound /> : <Start backup={backup} />;
}

function Start({ backup }: { readonly backup: BackupView }): ReactNode {
  const t = useText();
  const { data: run = null } = useIndexRun(backup.id);
  const step = stepOf(backup, run);
  return (
    <Page>
      <PageHeader
        title={backup.name}
        subtitle={[
          backup.device.productName,
          backup.device.productVersion === null ? null : t.backups.ios({ version: backup.device.productVersion }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      />
      {step === 'stuck' ? (
        <Stuck backup={backup} />
      ) : (
        <>
          <StartSteps current={step} encrypted={backup.encrypted} />
          {step === 'read' && hasFailed(backup) ? <FailedNote backup={backup} /> : null}
          {step === 'unlock' ? <UnlockStep backup={backup} /> : null}
          {step === 'read' ? <ReadStep backup={backup} /> : null}
          {step === 'watch' ? <WatchStep id={backup.id} run={isRunning(run) ? run : null} /> : null}
          {step === 'done' ? <DoneStep backup={backup} /> : null}
        </>
      )}
    </Page>
  );
}

/** `stuck`: it cannot be opened now. */
function stepOf(backup: BackupView, run: IndexProgress | null): Step | 'stuck' {
  if (backup.status === 'INDEXING' || isRunning(run)) return 'watch';
  if (backup.lastIndexedAt !== null) return 'done';
  if (backup.state !== 'complete' || backup.vanishedAt !== null) return 'stuck';
  return isLocked(backup) ? 'unlock' : 'read';
}

function hasFailed({ lastRun }: BackupView): boolean {
  return lastRun !== null && lastRun.outcome !== 'succeeded' && lastRun.outcome !== 'partial';
}

/** What became of the last run; the button to try again is below. */
function FailedNote({ backup }: { readonly backup: BackupView }): ReactNode {
  return (
    <div role="status" className="rounded-md bg-warning-soft px-4 py-3">
      <BackupNotes backup={backup} />
    </div>
  );
}

function Stuck({ backup }: { readonly backup: BackupView }): ReactNode {
  const { stuck: words } = useText().start;
  return (
    <EmptyState icon={<CircleAlert size={24} />} title={words.title} text={<BackupNotes backup={backup} />}>
      <Button asChild kind="primary">
        <Link to="/">{words.back}</Link>
      </Button>
    </EmptyState>
  );
}
