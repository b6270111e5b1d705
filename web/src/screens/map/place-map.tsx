import { useQuery } from '@tanstack/react-query';
import { Marker } from 'maplibre-gl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { Attribution } from './attribution.tsx';
import { basemapQuery } from './basemap.ts';
import { canDrawMaps, useMap } from './use-map.ts';

/** Shows the next larger towns. */
const ZOOM = 7;

const ignore = (): void => undefined;

/** A small map of one place; nothing if the browser cannot draw maps. */
export function PlaceMap({
  latitude,
  longitude,
}: {
  readonly latitude: number;
  readonly longitude: number;
}): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const [drawable] = useState(canDrawMaps);
  const { data: basemap, error } = useQuery({ ...basemapQuery, enabled: drawable });
  const map = useMap({ frame, basemap, at: [latitude, longitude, ZOOM].join(','), around: null, onView: ignore });
  useEffect(() => {
    if (map === null) return undefined;
    // The wheel scrolls the page.
    map.scrollZoom.disable();
    const element = document.createElement('span');
    element.className = 'block size-4 rounded-full border-2 border-surface bg-accent shadow-float';
    const marker = new Marker({ element }).setLngLat([longitude, latitude]).addTo(map);
    // The library declares the marker as an image or a button; the place is named next to the map.
    for (const name of ['role', 'aria-label', 'tabindex']) element.removeAttribute(name);
    element.setAttribute('aria-hidden', 'true');
    return () => void marker.remove();
  }, [map, latitude, longitude]);
  if (!drawable || error !== null) return null;
  return (
    <div className="relative h-52 overflow-hidden">
      <div ref={frame} role="region" aria-label={t.records.place.map} className="size-full" />
      {map === null ? <Skeleton className="absolute inset-0" /> : null}
      <Attribution basemap={basemap} />
    </div>
  );
}
