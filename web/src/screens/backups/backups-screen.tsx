import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupsQuery, useRefreshBackups } from '../../api/backups.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { useText } from '../../i18n/text.tsx';
import { BackupDialogs } from './backup-dialogs.tsx';
import { BackupsSkeleton } from './backups-skeleton.tsx';
import { DeviceCard } from './device-card.tsx';
import { groupByDevice } from './group-by-device.ts';
import { NoBackups } from './no-backups.tsx';

/** The screen Backups. */
export const Route = createLazyRoute('/')({ component: BackupsScreen });

function BackupsScreen(): ReactNode {
  const t = useText();
  const { data, error, refetch } = useQuery(backupsQuery);
  const refresh = useRefreshBackups();
  return (
    <Page>
      <PageHeader
        title={t.backups.title}
        {...(data === undefined ? {} : { subtitle: t.backups.count({ count: data.backups.length }) })}
      >
        <Button
          icon={<RefreshCw size={15} className={refresh.isPending ? 'animate-spin' : ''} />}
          disabled={refresh.isPending}
          onClick={() => refresh.mutate()}
        >
          {refresh.isPending ? t.backups.refreshing : t.backups.refresh}
        </Button>
      </PageHeader>
      {data === undefined && error === null ? <BackupsSkeleton /> : null}
      {data === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {refresh.error === null ? null : <ErrorState error={refresh.error} onRetry={() => refresh.mutate()} />}
      {data?.backups.length === 0 ? <NoBackups searched={data.searched} /> : null}
      <ul className="flex flex-col gap-4">
        {groupByDevice(data?.backups ?? []).map((versions) => (
          <li key={versions[0].id}>
            <DeviceCard versions={versions} />
          </li>
        ))}
      </ul>
      <BackupDialogs backups={data?.backups ?? []} />
    </Page>
  );
}
