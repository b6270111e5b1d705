import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { BookHeart } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupDetailView } from '../../../../src/contract/backups.ts';
import { hasContents, useBackup } from '../../api/backups.ts';
import { overviewQuery } from '../../api/overview.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import { useAddress } from '../../components/use-address.ts';
import { formatPercent } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { needsAttention } from '../../kinds/outcome-words.ts';
import { useZone } from '../../preferences/zone.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { NothingFound } from '../../records/nothing-found.tsx';
import { Activity } from './activity.tsx';
import { KeepsakeDialog } from './keepsake-dialog.tsx';
import { KindTiles } from './kind-tiles.tsx';
import { Newest } from './newest.tsx';
import { NotIndexed } from './not-indexed.tsx';
import { type OverviewSearch, readOverviewSearch } from './overview-search.ts';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { Storage } from './storage.tsx';
import { TopPeople } from './top-people.tsx';

/** The screen Overview. */
export const Route = createLazyRoute('/b/$backupId/overview')({ component: OverviewScreen });

const route = getRouteApi('/b/$backupId/overview');

function OverviewScreen(): ReactNode {
  const { backupId } = route.useParams();
  const { data: backup, error, refetch } = useBackup(backupId);
  if (backup === undefined) {
    return (
      <Page>
        {error === null ? (
          <OverviewSkeleton />
        ) : (
          <ErrorState heading="h1" error={error} backup={backupId} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <Head backup={backup} />
      {hasContents(backup) ? <Contents backup={backup} /> : <NotIndexed backup={backup} />}
    </Page>
  );
}

function Head({ backup }: { readonly backup: BackupDetailView }): ReactNode {
  const t = useText();
  const { change } = useAddress(readOverviewSearch);
  const { dialog } = route.useSearch();
  const open = (next: OverviewSearch['dialog']): void =>
    void change(({ dialog: _dialog, ...rest }) => (next === undefined ? rest : { ...rest, dialog: next }), {
      replace: true,
      resetScroll: false,
    });
  const { name, device, backedUpAt } = backup;
  const model = device.productName ?? device.productType;
  return (
    <PageHeader
      title={name}
      subtitle={
        <>
          {model === null || device.productVersion === null
            ? model
            : t.overview.subtitle({ device: model, ios: device.productVersion })}
          {backedUpAt === null ? null : (
            <>
              {' · '}
              <Time at={backedUpAt} />
            </>
          )}
        </>
      }
    >
      {hasContents(backup) ? (
        <Button icon={<BookHeart size={16} aria-hidden />} onClick={() => open('keepsake')}>
          {t.overview.keepsake.button}
        </Button>
      ) : null}
      {dialog === 'keepsake' && hasContents(backup) ? (
        <KeepsakeDialog backup={backup} onClose={() => open(undefined)} />
      ) : null}
    </PageHeader>
  );
}

function Contents({ backup }: { readonly backup: BackupDetailView }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { year, area } = route.useSearch();
  const { data, error, refetch } = useQuery(overviewQuery(backup.id, zone));
  if (error !== null && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <OverviewSkeleton />;
  if (backup.lastIndexedAt !== null && data.records === 0 && !backup.ledger.some(needsAttention)) {
    return <NothingFound backup={backup} />;
  }
  return (
    <>
      <IncompleteNote backups={[backup.id]} artifacts={null} shape="box" />
      <KindTiles
        backup={backup.id}
        area={area ?? null}
        skipped={new Map(backup.ledger.map(({ artifact, skipped }) => [artifact, skipped]))}
      />
      {data.coverage === null ? null : (
        <p className="text-muted">
          <Link
            to="/b/$backupId/ledger"
            params={{ backupId: backup.id }}
            hash="ledger-unread"
            className="hover:underline"
          >
            {t.overview.coverage({ share: formatPercent(data.coverage.share) })}
          </Link>
        </p>
      )}
      <Activity backup={backup.id} overview={data} year={year ?? null} />
      <div className="grid gap-6 lg:grid-cols-2 xl:grid-cols-[3fr_2fr]">
        <Storage backup={backup} storage={data.storage} />
        <TopPeople backup={backup.id} people={data.people} />
      </div>
      <Newest backup={backup.id} hits={data.newest} />
    </>
  );
}
