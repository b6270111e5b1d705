import { useQuery } from '@tanstack/react-query';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { smallPicture } from '../../api/photo-files.ts';
import { photoQuery } from '../../api/photos.ts';
import { classes } from '../../components/classes.ts';
import { Count } from '../../components/figures.tsx';
import { coordinatesOf } from '../../format/coordinates.ts';
import { formatCompact, formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import type { Cluster } from './cluster.ts';
import { hereText } from './here-text.ts';

/** A marker: the newest photo, otherwise the kind of the newest record, and the number of records. */
export function MapMark({
  map,
  backup,
  cluster,
  locked,
  chosen,
  onChoose,
}: {
  readonly map: MapLibre;
  readonly backup: string;
  readonly cluster: Cluster;
  readonly locked: boolean;
  readonly chosen: boolean;
  readonly onChoose: (cluster: Cluster) => void;
}): ReactNode {
  const t = useText();
  const { count, photos, key, record, latitude, longitude } = cluster;
  const element = useMemo(() => document.createElement('div'), []);
  useEffect(() => {
    const marker = new Marker({ element }).setLngLat([longitude, latitude]).addTo(map);
    // The library declares a marker as an image or a button; the button inside is sufficient.
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
    element.removeAttribute('tabindex');
    return () => void marker.remove();
  }, [map, element, latitude, longitude]);

  const { data: photo } = useQuery({ ...photoQuery(backup, key), enabled: !locked && record === null });
  const address = locked || photo === undefined ? null : smallPicture(backup, photo);
  const [broken, setBroken] = useState<string | null>(null);
  const where = photo?.place ?? record?.locationName ?? coordinatesOf(latitude, longitude);
  const what = hereText(photos, count - photos, t);
  const number = formatCompact(count);
  // The visible number is part of the accessible name.
  const isTold = (photos === 0 || photos === count) && number === formatCount(count);
  return createPortal(
    <button
      type="button"
      title={where}
      aria-label={isTold ? t.map.cluster({ what, where }) : t.map.clusterOf({ number, what, where })}
      aria-pressed={chosen}
      onClick={() => onChoose(cluster)}
      className={classes(
        'group relative block size-13 rounded-lg border-2 bg-accent-soft shadow-float transition-transform hover:z-10 hover:scale-108',
        chosen ? 'border-accent' : 'border-surface',
      )}
    >
      {record !== null ? (
        <span aria-hidden className="flex size-full items-center justify-center rounded-md bg-surface">
          <KindBadge kind={record.type} />
        </span>
      ) : address === null || broken === address ? (
        <span aria-hidden className="flex size-full items-center justify-center text-accent">
          <span className="size-3 rounded-full bg-accent" />
        </span>
      ) : (
        <img
          src={address}
          alt=""
          draggable={false}
          onError={() => setBroken(address)}
          className="size-full rounded-md object-cover"
        />
      )}
      {count === 1 ? null : (
        <span className="absolute -top-2 -right-2 min-w-5 rounded-full bg-accent px-1.5 text-center text-xs leading-5 font-semibold text-on-accent">
          <Count value={count} compact />
        </span>
      )}
    </button>,
    element,
  );
}
