import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { nearestTownQuery } from '../api/map.ts';
import { townName } from '../format/town.ts';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';

/** The nearest town of a place without an address, marked as computed; nothing if none is near. */
export function NearTown({
  latitude,
  longitude,
  className,
}: {
  readonly latitude: number;
  readonly longitude: number;
  readonly className?: string;
}): ReactNode {
  const t = useText().map;
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const { data: town } = useQuery({ ...nearestTownQuery(latitude, longitude), enabled: isOnEarth });
  if (town === undefined || town === null) return null;
  return (
    <span className={classes('block', className)} title={t.computed}>
      {`${t.near({ town: townName(town) })} `}
      <span className="text-xs text-muted">{`(${t.computedMark})`}</span>
    </span>
  );
}
