import { useQuery } from '@tanstack/react-query';
import { Maximize2, Minus, Plus } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useIsLocked } from '../../api/backups.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { areaFilter } from '../photos/photo-search.ts';
import { AreaPanel } from './area-panel.tsx';
import { Attribution } from './attribution.tsx';
import { basemapQuery } from './basemap.ts';
import { type Cluster, indexClusters, MAX_ZOOM } from './cluster.ts';
import { MapMark } from './map-mark.tsx';
import { areaOf, type Box, boxAround, type MapPoint, pointsIn } from './map-points.ts';
import { PlaceSearch, zoomOf } from './place-search.tsx';
import { type MapView, useMap } from './use-map.ts';

/** Padding when zooming to an area, pixels. */
const PADDING = 80;

/** Props of {@link PhotoMap}. */
export interface PhotoMapProps {
  readonly backup: string;
  readonly points: readonly MapPoint[];
  /** Initial `latitude,longitude,zoom`. */
  readonly at: string | null;
  /** Bounding box of the listed records. */
  readonly area: string | null;
  readonly onMove: (at: string) => void;
  readonly onArea: (area: string | null) => void;
}

/** World map with photos and other records with a place. */
export function PhotoMap({ backup, points, at, area, onMove, onArea }: PhotoMapProps): ReactNode {
  const t = useText();
  const locked = useIsLocked(backup);
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<MapView | null>(null);
  const { data: basemap, error, refetch } = useQuery(basemapQuery);
  const around = useMemo(() => boxAround(points), [points]);
  const map = useMap({
    frame,
    basemap,
    at,
    around,
    onView: (next) => {
      setView(next);
      if (next.at !== at) onMove(next.at);
    },
  });
  const clustersIn = useMemo(() => indexClusters(points), [points]);
  const clusters = useMemo(() => (view === null ? [] : clustersIn(view.zoom, view)), [clustersIn, view]);
  const filter = useMemo(() => ({ library: true, ...areaFilter(area ?? undefined) }), [area]);
  const box = 'north' in filter ? (filter as unknown as Box) : null;

  const fit = (to: Box | null): void => {
    if (to === null) return;
    map?.fitBounds([to.west, to.south, to.east, to.north], { padding: PADDING, maxZoom: MAX_ZOOM });
  };
  const choose = (cluster: Cluster): void => {
    const chosen = areaOf(cluster);
    onArea(chosen === area ? null : chosen);
    // The list next to the map takes space: keep the selected place in view.
    if (chosen !== area) map?.easeTo({ center: [cluster.longitude, cluster.latitude] });
  };
  const buttons = [
    { keys: '=', label: t.map.zoomIn, icon: Plus, run: () => void map?.zoomIn() },
    { keys: '-', label: t.map.zoomOut, icon: Minus, run: () => void map?.zoomOut() },
    { keys: '0', label: t.map.whole, icon: Maximize2, run: () => fit(around) },
  ];
  useShortcuts([
    ...buttons.map(({ keys, label, run }) => ({ keys, label, group: t.map.title, run })),
    ...(area === null ? [] : [{ keys: 'escape', label: t.map.closeArea, group: t.map.title, run: () => onArea(null) }]),
  ]);

  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col border-t border-line md:flex-row">
      <div className="relative min-h-0 min-w-0 flex-1 overflow-hidden">
        <div ref={frame} role="region" aria-label={t.map.label} className="size-full" />
        {map === null ? <Skeleton className="absolute inset-0" /> : null}
        {map === null
          ? null
          : clusters.map((cluster) => (
              <MapMark
                key={cluster.key}
                map={map}
                backup={backup}
                cluster={cluster}
                locked={locked}
                chosen={areaOf(cluster) === area}
                onChoose={choose}
              />
            ))}
        <div className="absolute top-3 left-3 w-72 max-w-[calc(100%-5rem)]">
          <PlaceSearch
            onChoose={(town) => map?.jumpTo({ center: [town.longitude, town.latitude], zoom: zoomOf(town) })}
          />
        </div>
        <div className="absolute top-3 right-3 flex flex-col rounded-lg bg-raised shadow-float">
          {buttons.map(({ keys, label, icon: Icon, run }) => (
            <IconButton key={keys} label={label} shortcut={keys} className="size-9" onClick={run}>
              <Icon size={17} />
            </IconButton>
          ))}
        </div>
        <Attribution basemap={basemap} />
      </div>
      {area === null || box === null ? null : (
        <AreaPanel
          backup={backup}
          area={area}
          filter={filter}
          points={pointsIn(points, box)}
          locked={locked}
          onZoom={() => fit(box)}
          onClose={() => onArea(null)}
        />
      )}
    </div>
  );
}
