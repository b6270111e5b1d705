import { Link } from '@tanstack/react-router';
import { Map as MapIcon } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import type { RecordView } from '../../../src/contract/kinds.ts';
import { Card } from '../components/card.tsx';
import { NearTown } from '../components/near-town.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { coordinatesOf } from '../format/coordinates.ts';
import { formatMetres } from '../format/lengths.ts';
import { useText } from '../i18n/text.tsx';

const PlaceMap = lazy(() => import('../screens/map/place-map.tsx').then((module) => ({ default: module.PlaceMap })));

/** Zoom of the map that a place links to. */
const ZOOM = 11;

/** Place of a record on a map, with name and coordinates. */
export function RecordPlace({
  backup,
  place: { latitude, longitude, accuracy, name },
}: {
  readonly backup: string;
  readonly place: NonNullable<RecordView['place']>;
}): ReactNode {
  const { place } = useText().records;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return (
    <Card className="overflow-hidden">
      {isOnEarth ? (
        <Suspense fallback={<Skeleton className="h-52" />}>
          <PlaceMap key={`${latitude} ${longitude}`} latitude={latitude} longitude={longitude} />
        </Suspense>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-50">
          {name !== null ? (
            <p className="hostile font-medium">{name}</p>
          ) : (
            <NearTown latitude={latitude} longitude={longitude} className="font-medium" />
          )}
          <p className="text-sm text-muted tabular-nums">
            {[
              coordinatesOf(latitude, longitude),
              ...(accuracy === null || accuracy <= 0 ? [] : [place.accuracy({ distance: formatMetres(accuracy) })]),
            ].join(' · ')}
          </p>
        </div>
        {isOnEarth ? (
          <Link
            to="/b/$backupId/map"
            params={{ backupId: backup }}
            search={{ at: [latitude, longitude, ZOOM].join(',') }}
            className="inline-flex items-center gap-1.5 text-sm text-accent hover:underline"
          >
            <MapIcon size={14} aria-hidden />
            {place.onMap}
          </Link>
        ) : null}
      </div>
    </Card>
  );
}
