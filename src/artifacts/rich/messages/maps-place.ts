import type { SentPlace } from './tables.ts';

/** The coordinates in a link of Apple Maps: `ll=33.45,-118.51`. */
export function mapsPlace(url: string | null, name: string | null): SentPlace | null {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed?.hostname !== 'maps.apple.com') return null;
  const match = /^(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)$/.exec(parsed.searchParams.get('ll') ?? '');
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  // Also false for NaN.
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  return { latitude, longitude, name };
}
