import type { KindView, RecordView } from '../../contract/kinds.ts';
import type { LocalTime } from '../format/local-time.ts';
import { placeName } from '../language/town.ts';
import { named } from '../language/words.ts';
import { exportedColumns, labelOf, peopleNames, shownField, shownValue } from '../records/record-values.ts';

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
  /** Consecutive places with the same value are points of one track; null for a place of its own. */
  readonly track: string | null;
  /** Names and values of its fields. */
  readonly fields: readonly (readonly [string, string])[];
}

/** The place of a record; null if it has none that can be on a map. */
export function placeOf(record: RecordView, kind: KindView, clock: LocalTime): ExportedPlace | null {
  const { place, at, text } = record;
  if (place === null || !isOnMap(place)) return null;
  const title = titleOf(record, kind, clock);
  const [one = kind.id] = named(kind.names, clock.words) ?? [];
  const altitude = record.values['altitude'];
  const near = placeName(record, clock.words);
  const words = [near, peopleNames(record), text].filter((part) => part !== null && part !== '' && part !== title);
  const fields = exportedColumns(kind).flatMap((column): [string, string][] => {
    const value = shownField(record, column, clock);
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
    track: trackOf(record, kind),
    fields,
  };
}

/** The title; a code has its name in the language of the export. */
function titleOf({ title, values }: RecordView, kind: KindView, clock: LocalTime): string | null {
  const column = kind.columns.find(({ name }) => name === kind.roles.title[0]);
  if (title === null || column?.format !== 'code') return title;
  return values[column.name] === title ? shownValue(title, column, clock) : title;
}

function trackOf({ values }: RecordView, { roles }: KindView): string | null {
  const column = roles.place?.track ?? null;
  const track = column === null ? null : values[column];
  return typeof track === 'string' ? track : null;
}

/** True for a position on Earth; also false for 0, 0, which phones store for unknown ones. */
export function isOnMap({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
}
