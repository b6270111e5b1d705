import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Images, X, ZoomIn } from 'lucide-react';
import type { ReactNode } from 'react';
import { type PhotoFilter, photoPreviewQuery } from '../../api/photos.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { NearTown } from '../../components/near-town.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { usePhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { HitRow } from '../../records/hit-row.tsx';
import { nameOf, TilePicture } from '../photos/tile.tsx';
import { hereText } from './here-text.ts';
import type { MapPoint } from './map-points.ts';

/** Maximum number of photos shown; all are in Photos. */
const SHOWN = 60;

/** Maximum number of other records shown. */
const SHOWN_RECORDS = 200;

/** Props of {@link AreaPanel}. */
export interface AreaPanelProps {
  readonly backup: string;
  /** As in URLs. */
  readonly area: string;
  readonly filter: PhotoFilter;
  /** Points in the area. */
  readonly points: readonly MapPoint[];
  readonly locked: boolean;
  readonly onZoom: () => void;
  readonly onClose: () => void;
}

/** Records of a selected area next to the map: photos, then others. */
export function AreaPanel({ backup, area, filter, points, locked, onZoom, onClose }: AreaPanelProps): ReactNode {
  const t = useText();
  const rule = usePhotoDayRule();
  const records = points.flatMap(({ record }) => record ?? []);
  const photos = points.length - records.length;
  const { data, error, refetch } = useQuery({
    ...photoPreviewQuery(backup, filter, SHOWN),
    enabled: photos > 0,
  });
  const title = hereText(photos, records.length, t);
  const place =
    data?.items.find((photo) => photo.place !== null)?.place ??
    records.find(({ locationName }) => locationName !== null)?.locationName ??
    null;
  const [middle = null] = points;
  return (
    <section
      aria-label={title}
      className="flex max-h-[46%] shrink-0 animate-fade flex-col border-line bg-surface max-md:border-t md:max-h-none md:w-92 md:border-l"
    >
      <header className="flex items-start gap-2 px-4 pt-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold">{title}</h2>
          {place !== null ? (
            <p className="hostile text-sm text-muted">{place}</p>
          ) : middle === null ? null : (
            <NearTown latitude={middle.latitude} longitude={middle.longitude} className="text-sm text-muted" />
          )}
        </div>
        <IconButton label={t.map.closeArea} shortcut="escape" onClick={onClose}>
          <X size={17} />
        </IconButton>
      </header>
      <div className="flex gap-2 px-4 py-3">
        {photos === 0 ? null : (
          <Button asChild size="sm" kind="primary">
            <Link to="/b/$backupId/photos" params={{ backupId: backup }} search={{ area }}>
              <Images size={14} aria-hidden />
              {t.map.openHere}
            </Link>
          </Button>
        )}
        <Button size="sm" icon={<ZoomIn size={14} />} onClick={onZoom}>
          {t.map.zoomHere}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
        {error === null ? null : <ErrorState error={error} onRetry={() => void refetch()} backup={backup} />}
        {photos === 0 ? null : (
          <ul className="grid grid-cols-4 gap-1 md:grid-cols-3">
            {data === undefined
              ? Array.from({ length: Math.min(photos, 9) }, (_, index) => (
                  <li key={index}>
                    <Skeleton className="aspect-square" />
                  </li>
                ))
              : data.items.map((photo) => (
                  <li key={photo.key} className="relative aspect-square">
                    <Link
                      to="/b/$backupId/photos"
                      params={{ backupId: backup }}
                      search={{ area, p: photo.key }}
                      className="group absolute inset-0 overflow-hidden bg-sunken"
                    >
                      <span className="sr-only">{nameOf(photo, rule, t)}</span>
                      <TilePicture backup={backup} photo={photo} locked={locked} />
                    </Link>
                  </li>
                ))}
          </ul>
        )}
        {records.length === 0 ? null : (
          <ul className="-mx-3 pt-1">
            {records.slice(0, SHOWN_RECORDS).map((record, index) => (
              <li key={`${record.type} ${record.ref}`}>
                <HitRow hit={record} index={index} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
