import { PHOTO_PLACES, type PhotoPlace } from '../photos/places.ts';

/** Photos in a row from one place. */
export const PER_PLACE = 6;

const ITALY = { country: 'Italia', countryCode: 'IT', timeZone: 'Europe/Rome', utcOffset: 7200 } as const;

/** Places of the demo's photos, in order: some at home, and a trip through northern Italy. */
export const STORY_PLACES: readonly PhotoPlace[] = [
  PHOTO_PLACES[0],
  {
    ...ITALY,
    street: 'Piazza del Duomo',
    city: 'Milano',
    state: 'Lombardia',
    latitude: 45.4642,
    longitude: 9.1919,
    altitude: 120,
  },
  {
    ...ITALY,
    street: 'Lungolago Regina Adelaide',
    city: 'Garda',
    state: 'Veneto',
    latitude: 45.5758,
    longitude: 10.7088,
    altitude: 67,
  },
  {
    ...ITALY,
    street: 'Via Scaligeri',
    city: 'Malcesine',
    state: 'Veneto',
    latitude: 45.7644,
    longitude: 10.8092,
    altitude: 89,
  },
  {
    ...ITALY,
    street: 'Piazza Bra',
    city: 'Verona',
    state: 'Veneto',
    latitude: 45.4391,
    longitude: 10.9943,
    altitude: 59,
  },
  {
    ...ITALY,
    street: 'Prato della Valle',
    city: 'Padova',
    state: 'Veneto',
    latitude: 45.3984,
    longitude: 11.8763,
    altitude: 12,
  },
  {
    ...ITALY,
    street: 'Fondamenta Zattere',
    city: 'Venezia',
    state: 'Veneto',
    latitude: 45.4292,
    longitude: 12.3264,
    altitude: 2,
  },
  {
    ...ITALY,
    street: 'Via Marina',
    city: 'Cortina d’Ampezzo',
    state: 'Veneto',
    latitude: 46.5405,
    longitude: 12.1357,
    altitude: 1211,
  },
  PHOTO_PLACES[3] ?? PHOTO_PLACES[0],
  PHOTO_PLACES[0],
];

/** Time of the story's newest photo, and the time between two photos. */
const NEWEST = Date.UTC(2025, 5, 1, 12);
const PHOTO_MS = 0.7 * 86_400_000;
/** Photos of the demo. */
const PHOTOS = 60;

/** Where the story's photos are taken at a time; at home before and after the trip. */
export function storyPlaceAt(at: number): PhotoPlace {
  const photo = PHOTOS - 1 - Math.round((NEWEST - at) / PHOTO_MS);
  return STORY_PLACES[Math.floor(photo / PER_PLACE)] ?? PHOTO_PLACES[0];
}
