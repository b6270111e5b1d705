import type { RecordView } from '../../contract/kinds.ts';
import type { TownView } from '../../contract/map.ts';
import { nearestTown } from '../../views/index.ts';
import type { Words } from './words.ts';

/** A position that may have a name. */
type Place = Pick<NonNullable<RecordView['place']>, 'name' | 'latitude' | 'longitude'>;

/** What a place without a name is called: `near Padova, Italy (computed)`; null where no town is near. */
export function nearWords(town: TownView | null, { text, country }: Words): string | null {
  if (town === null) return null;
  const place = text.town.near({ town: town.name, country: country(town.country) });
  return text.message.computed({ place });
}

/** Name of the place of a record, or the nearest town, which is marked as computed; empty for neither. */
export function placeName({ place }: { readonly place: Place | null }, words: Words): string {
  if (place === null) return '';
  if (place.name !== null && place.name !== '') return place.name;
  return nearWords(nearestTown(place.latitude, place.longitude), words) ?? '';
}
