import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { LocalTime } from '../format/local-time.ts';
import { placeName } from '../language/town.ts';
import { named } from '../language/words.ts';
import { exportedColumns, labelOf, peopleNames, shownValue } from '../records/record-values.ts';

/** A record with a place. */
export interface ExportedPlace {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres above sea level. */
  readonly altitude: number | null;
  /** UTC milliseconds. */
  readonly at: number | null;
  readonly name: string;
  readonly description: string;
  /** Name of its kind in English. */
  readonly kind: string;
  /** Names and values of its fields. */
  readonly fields: readonly (readonly [string, string])[];
}

/** The place of a record; null if it has none that can be on a map. */
export function placeOf(record: RecordView, kind: KindView, clock: LocalTime): ExportedPlace | null {
  const { place, at, title, text } = record;
  if (place === null || !isOnMap(place)) return null;
  const [one = kind.id] = named(kind.names, clock.words) ?? [];
  const altitude = record.values['altitude'];
  const near = placeName(record, clock.words);
  const words = [near, peopleNames(record), text].filter((part) => part !== null && part !== '' && part !== title);
  const fields = exportedColumns(kind).flatMap((column): [string, string][] => {
    const value = shownValue(record.values[column.name], column, clock);
    return value === '' ? [] : [[labelOf(column, clock.words), value]];
  });
  return {
    latitude: place.latitude,
    longitude: place.longitude,
    altitude: typeof altitude === 'number' && Number.isFinite(altitude) ? altitude : null,
    at,
    name: title ?? place.name ?? (near === '' ? one : near),
    description: words.join('\n'),
    kind: one,
    fields,
  };
}

/** True for a position on Earth; also false for 0, 0, which phones store for unknown ones. */
export function isOnMap({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
}
