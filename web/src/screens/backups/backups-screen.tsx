import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { FolderPlus, RefreshCw } from 'lucide-react';
import { type DragEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { backupsQuery, useRefreshBackups } from '../../api/backups.ts';
import { foldersQuery } from '../../api/folders.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { useText } from '../../i18n/text.tsx';
import { BackupsSkeleton } from './backups-skeleton.tsx';
import { DeviceCard } from './device-card.tsx';
import { type DroppedFolder, droppedFolder } from './folders/dropped-folder.ts';
import { FullDiskAccess } from './folders/full-disk-access.tsx';
import { SearchedFolders } from './folders/searched-folders.tsx';
import { groupByDevice } from './group-by-device.ts';
import { Welcome } from './welcome.tsx';

// Not for the first screen of those who have backups.
const NoBackups = lazy(() => import('./no-backups.tsx').then((module) => ({ default: module.NoBackups })));
const BackupDialogs = lazy(() => import('./backup-dialogs.tsx').then((module) => ({ default: module.BackupDialogs })));

/** The screen Backups. */
export const Route = createLazyRoute('/')({ component: BackupsScreen });

const route = getRouteApi('/');

function BackupsScreen(): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const { dialog } = route.useSearch();
  const { data, error, refetch } = useQuery(backupsQuery);
  const { data: folders } = useQuery(foldersQuery);
  const refresh = useRefreshBackups();
  const [dropped, setDropped] = useState<DroppedFolder | null>(null);
  const backups = data?.backups ?? [];
  const isFirst = data !== undefined && backups.every(isUnread);
  const isClosed = folders?.platform === 'mac' && folders.folders.some(({ forbidden }) => forbidden);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setDropped(droppedFolder(event.dataTransfer));
    void navigate({ to: '/', search: { dialog: 'add' } });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the button does the same
    <div className="h-full" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <Page>
        <PageHeader
          title={t.backups.title}
          {...(backups.length === 0 ? {} : { subtitle: t.backups.count({ count: backups.length }) })}
        >
          {backups.length === 0 ? null : (
            <Button asChild icon={<FolderPlus size={15} />}>
              <Link to="/" search={{ dialog: 'add' }}>
                {t.folders.add}
              </Link>
            </Button>
          )}
          <Button
            icon={<RefreshCw size={15} className={refresh.isPending ? 'animate-spin' : ''} />}
            disabled={refresh.isPending}
            onClick={() => refresh.mutate()}
          >
            {refresh.isPending ? t.backups.refreshing : t.backups.refresh}
          </Button>
        </PageHeader>
        {isFirst ? <Welcome count={backups.length} /> : null}
        {data === undefined && error === null ? <BackupsSkeleton /> : null}
        {data === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {refresh.error === null ? null : <ErrorState error={refresh.error} onRetry={() => refresh.mutate()} />}
        {isClosed ? <FullDiskAccess /> : null}
        {data?.backups.length === 0 ? (
          <Suspense fallback={<BackupsSkeleton />}>
            <NoBackups />
          </Suspense>
        ) : null}
        <ul className="flex flex-col gap-4">
          {groupByDevice(backups).map((versions) => (
            <li key={versions[0].id}>
              <DeviceCard versions={versions} />
            </li>
          ))}
        </ul>
        {backups.length === 0 || folders === undefined ? null : (
          <details>
            <summary className="text-sm font-medium text-muted hover:text-ink">
              {t.folders.searchedCount({ count: folders.folders.length })}
            </summary>
            <div className="mt-3">
              <SearchedFolders />
            </div>
          </details>
        )}
      </Page>
      {dialog === undefined ? null : (
        <Suspense>
          <BackupDialogs backups={backups} dropped={dropped} />
        </Suspense>
      )}
    </div>
  );
}

const isUnread = ({ lastIndexedAt, status }: { readonly lastIndexedAt: number | null; readonly status: string }) =>
  lastIndexedAt === null && status !== 'INDEXING';
