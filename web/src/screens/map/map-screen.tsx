import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { MapPinOff, MonitorX } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { backupsQuery } from '../../api/backups.ts';
import { photoPlacesQuery } from '../../api/photos.ts';
import { placesQuery } from '../../api/places.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { NoPhotos } from '../photos/no-photos.tsx';
import { KindSelect } from './kind-select.tsx';
import { useFilteredPoints, useMapPeople, yearsOf } from './map-filters.ts';
import { type MapPoint, toPoints } from './map-points.ts';
import { type MapSearch, readMapSearch } from './map-search.ts';
import { PhotoMap } from './photo-map.tsx';
import { canDrawMaps } from './use-map.ts';

/** The screen Map. */
export const Route = createLazyRoute('/b/$backupId/map')({ component: MapScreen });

const route = getRouteApi('/b/$backupId/map');

function MapScreen(): ReactNode {
  const t = useText();
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { change } = useAddress(readMapSearch);
  const photos = useQuery(photoPlacesQuery(backupId));
  const records = useQuery(placesQuery(backupId));
  const points = useMemo(
    () => (photos.data === undefined || records.data === undefined ? null : toPoints(photos.data, records.data)),
    [photos.data, records.data],
  );
  const kinds = useKinds();
  const byKind = useMemo(() => {
    const ofPhotos = kinds.all.find(({ ownMapLayer }) => ownMapLayer)?.id ?? '';
    return Map.groupBy(points ?? [], ({ record }: MapPoint) => record?.type ?? ofPhotos);
  }, [points, kinds]);
  // A kind of the URL that this map does not have would leave it empty without a way back.
  const kind = search.kind !== undefined && byKind.has(search.kind) ? search.kind : null;
  const years = useMemo(() => yearsOf(points ?? []), [points]);
  const people = useMapPeople(backupId, points);
  const year = search.year !== undefined && years.includes(search.year) ? search.year : null;
  const person = search.person !== undefined && people.includes(search.person) ? search.person : null;
  const shown = useFilteredPoints(backupId, kind === null ? points : (byKind.get(kind) ?? null), {
    ...(year === null ? {} : { year }),
    ...(person === null ? {} : { person }),
  });
  const [drawable] = useState(canDrawMaps);
  // Do not request pictures before it is known whether the backup is locked.
  const { isPending } = useQuery(backupsQuery);
  const count = points?.length ?? 0;
  const located = points?.filter(({ record }) => record === null).length ?? 0;
  const failed = photos.error === null ? records : photos;
  const go = (next: (now: MapSearch) => MapSearch): void => void change(next, { replace: true, resetScroll: false });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="px-4 pt-4 pb-3 sm:px-8 sm:pt-6">
        <PageHeader
          title={t.map.title}
          {...(points === null ? {} : { subtitle: t.map.located({ count: located, others: count - located }) })}
        >
          {byKind.size < 2 ? null : (
            <KindSelect
              counts={new Map([...byKind].map(([id, { length }]) => [id, length]))}
              kind={kind}
              onChange={(next) =>
                go(({ kind: _kind, area: _area, ...now }) => (next === null ? now : { ...now, kind: next }))
              }
            />
          )}
          {years.length < 2 ? null : (
            <Select
              label={t.map.time}
              hideLabel
              className="w-36"
              value={year === null ? '' : String(year)}
              options={[
                { value: '', label: t.map.anyTime },
                ...years.map((one) => ({ value: String(one), label: String(one) })),
              ]}
              onChange={(next) =>
                go(({ year: _year, area: _area, ...now }) => (next === '' ? now : { ...now, year: Number(next) }))
              }
            />
          )}
          {people.length === 0 ? null : (
            <Select
              label={t.map.person}
              hideLabel
              className="w-44"
              value={person ?? ''}
              options={[{ value: '', label: t.map.anyone }, ...people.map((name) => ({ value: name, label: name }))]}
              onChange={(next) =>
                go(({ person: _person, area: _area, ...now }) => (next === '' ? now : { ...now, person: next }))
              }
            />
          )}
          {count === 0 ? null : (
            <ExportMenu
              key={kind}
              backup={backupId}
              what={kind ?? 'places'}
              ignoresFilter={year !== null || person !== null}
            />
          )}
        </PageHeader>
        <IncompleteNote backups={[backupId]} artifacts={null} shape="box" className="mt-2" />
      </div>
      {shown === null || isPending ? (
        failed.error === null ? (
          <Skeleton className="min-h-0 flex-1" />
        ) : (
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} backup={backupId} />
        )
      ) : count === 0 ? (
        <NoPlaces backup={backupId} />
      ) : !drawable ? (
        <EmptyState icon={<MonitorX size={24} />} title={t.map.cannot.title} text={t.map.cannot.text}>
          <ToPhotos backup={backupId} />
        </EmptyState>
      ) : (
        <PhotoMap
          backup={backupId}
          points={shown}
          at={search.at ?? null}
          area={search.area ?? null}
          onMove={(at) => go((now) => ({ ...now, at }))}
          onArea={(chosen) => go(({ area: _area, ...now }) => (chosen === null ? now : { ...now, area: chosen }))}
        />
      )}
    </div>
  );
}

/** Shown if no record has a place, with the reason of the ledger. */
function NoPlaces({ backup }: { readonly backup: string }): ReactNode {
  const t = useText();
  return (
    <NoPhotos
      backup={backup}
      whenRead={
        <EmptyState icon={<MapPinOff size={24} />} title={t.map.none.title} text={t.map.none.text}>
          <ToPhotos backup={backup} />
        </EmptyState>
      }
    />
  );
}

function ToPhotos({ backup }: { readonly backup: string }): ReactNode {
  return (
    <Button asChild>
      <Link to="/b/$backupId/photos" params={{ backupId: backup }}>
        {useText().map.photos}
      </Link>
    </Button>
  );
}
