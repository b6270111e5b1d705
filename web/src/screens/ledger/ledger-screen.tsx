import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBackup } from '../../api/backups.ts';
import { isRunning, useIndexRun } from '../../api/index-runs.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { groupLedger } from './group-ledger.ts';
import { IndexRun } from './index-run.tsx';
import { LedgerGroup } from './ledger-group.tsx';
import { LedgerSummary } from './ledger-summary.tsx';
import { UnreadStores } from './unread-stores.tsx';

/** The screen Ledger. */
export const Route = createLazyRoute('/b/$backupId/ledger')({ component: LedgerScreen });

const route = getRouteApi('/b/$backupId/ledger');

function LedgerScreen(): ReactNode {
  const t = useText();
  const { backupId } = route.useParams();
  const { open } = route.useSearch();
  const { data: backup, error, refetch } = useBackup(backupId);
  const { data: run } = useIndexRun(backupId);
  if (backup === undefined) {
    return (
      <Page>
        {error === null ? <SkeletonRows /> : <ErrorState heading="h1" error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  const { ledger } = backup;
  return (
    <Page>
      <PageHeader title={t.ledger.title} subtitle={t.ledger.intro}>
        {ledger.length === 0 || isRunning(run) ? null : (
          <Button asChild>
            <Link to="/" search={{ dialog: 'index', backup: backupId }}>
              {t.backups.indexAgain}
            </Link>
          </Button>
        )}
      </PageHeader>
      <IndexRun backup={backupId} run={run ?? null} />
      {ledger.length > 0 ? (
        <>
          <LedgerSummary entries={ledger} />
          {groupLedger(ledger).map(({ group, entries }) => (
            <LedgerGroup key={group} group={group} entries={entries} open={open ?? null} />
          ))}
          {isRunning(run) ? null : <UnreadStores backup={backupId} />}
        </>
      ) : isRunning(run) ? null : (
        <EmptyState
          icon={<ClipboardList size={24} />}
          title={t.ledger.notIndexed.title}
          text={t.ledger.notIndexed.text}
        >
          {backup.state === 'complete' && backup.vanishedAt === null ? (
            <Button asChild kind="primary">
              <Link to="/b/$backupId/start" params={{ backupId }}>
                {t.start.welcome.begin}
              </Link>
            </Button>
          ) : null}
        </EmptyState>
      )}
    </Page>
  );
}
