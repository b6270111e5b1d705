import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { photoPeopleQuery, photoPlacesQuery } from '../../api/photos.ts';
import { compareTexts } from '../../format/numbers.ts';
import type { MapPoint } from './map-points.ts';
import type { MapSearch } from './map-search.ts';

/** Years of the points, newest first, in the time zone of this computer. */
export function yearsOf(points: readonly MapPoint[]): readonly number[] {
  return [...new Set(points.flatMap(({ at }) => (at === null ? [] : new Date(at).getFullYear())))].toSorted(
    (one, other) => other - one,
  );
}

/** Names of the people on the photos and of the senders of other records with a place. */
export function useMapPeople(backup: string, points: readonly MapPoint[] | null): readonly string[] {
  const { data: people } = useQuery(photoPeopleQuery(backup));
  return useMemo(() => {
    const names = (points ?? []).flatMap(({ record }) => (record?.from === null ? [] : (record?.from.name ?? [])));
    return [...new Set([...names, ...(people ?? []).flatMap(({ name }) => name ?? [])])].toSorted(compareTexts);
  }, [points, people]);
}

/** The points of a year and of a person; null while the person's photos are not known. */
export function useFilteredPoints(
  backup: string,
  points: readonly MapPoint[] | null,
  { year, person }: Pick<MapSearch, 'year' | 'person'>,
): readonly MapPoint[] | null {
  const { data: people } = useQuery({ ...photoPeopleQuery(backup), enabled: person !== undefined });
  // A person of the library can have several groups of faces with one name; the phone merges them by name as well.
  const key = people?.find(({ name }) => name === person)?.key;
  const { data: theirs } = useQuery({ ...photoPlacesQuery(backup, key), enabled: key !== undefined });
  return useMemo(() => {
    if (
      points === null ||
      (person !== undefined && (people === undefined || (key !== undefined && theirs === undefined)))
    )
      return null;
    const photos = new Set(theirs?.map(([photo]) => photo));
    return points.filter(({ key: point, at, record }) => {
      const isThen = year === undefined || (at !== null && new Date(at).getFullYear() === year);
      return isThen && (person === undefined || (record === null ? photos.has(point) : record.from?.name === person));
    });
  }, [points, year, person, people, key, theirs]);
}
