import { unarchive } from '../../../formats/keyed-archive.ts';
import { type ArchiveDict, type ArchiveValue, asArchiveDict } from '../../../formats/keyed-archive-value.ts';
import type { PlistLimits } from '../../../formats/plist-limits.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { PlaceDetails } from './tables.ts';

/** Maximum size of `ZREVERSELOCATIONDATA` in bytes; real ones have about 2,000. */
export const MAX_PLACE = 64 * 1024;

/** Property list limits. Real ones have about 60 objects in 6 levels. */
const LIMITS: Partial<PlistLimits> = { maxBytes: MAX_PLACE, maxObjects: 4096, maxDepth: 32, maxOutput: 512 * 1024 };

/** Maximum length of the name of a place, and maximum number of surrounding areas. */
const MAX_NAME = 1024;
const MAX_NAMES = 32;

/** A place as text and by its parts. */
export interface Place {
  readonly text: string | null;
  readonly details: PlaceDetails | null;
}

/** Fields of `CNPostalAddress` in an archive. */
const ADDRESS_FIELDS = {
  street: '_street',
  subLocality: '_subLocality',
  city: '_city',
  subAdministrativeArea: '_subAdministrativeArea',
  state: '_state',
  postalCode: '_postalCode',
  country: '_country',
  countryCode: '_ISOCountryCode',
} as const;

/** Places remembered: some 2,000 bytes each. */
const MAX_KNOWN = 1000;
/** Places of the same length that are remembered. */
const MAX_OF_LENGTH = 16;

interface KnownPlace {
  readonly blob: Uint8Array;
  readonly place: Place | null;
}

/** Reads places, each once: photos taken at one place have the same bytes. */
export class Places {
  /** By their length: comparing bytes takes a fraction of the time of a text of them that a map could have as its key. */
  readonly #known = new Map<number, KnownPlace[]>();
  #count = 0;

  /** As {@link readPlace}; null for no place. */
  read(blob: Uint8Array | null): Place | null {
    if (blob === null) return null;
    const alike = this.#known.get(blob.length) ?? [];
    const known = alike.find((one) => Buffer.compare(one.blob, blob) === 0);
    if (known !== undefined) return known.place;
    const place = readPlace(blob);
    this.#remember({ blob, place }, alike);
    return place;
  }

  #remember(known: KnownPlace, alike: KnownPlace[]): void {
    if (this.#count === MAX_KNOWN) {
      this.#known.clear();
      this.#count = 0;
    }
    if (alike.length === MAX_OF_LENGTH) alike.shift();
    else this.#count++;
    alike.push(known);
    this.#known.set(known.blob.length, alike);
  }
}

/**
 * Reads `ZREVERSELOCATIONDATA`, a keyed archive of a `PLRevGeoLocationInfo`: a postal address and the surrounding
 * areas, smallest first.
 *
 * @returns null if it is not such an archive
 */
export function readPlace(blob: Uint8Array): Place | null {
  const info = readArchive(blob);
  if (info === null) return null;
  const address = asArchiveDict(info.postalAddress);
  const details: Record<string, string | readonly string[] | boolean> = {};
  for (const [name, field] of Object.entries(ADDRESS_FIELDS)) {
    const value = asName(address?.[field]);
    if (value !== null) details[name] = value;
  }
  const countryCode = asName(info.countryCode);
  if (countryCode !== null) details.countryCode ??= countryCode;
  const names = readNames(asArchiveDict(info.mapItem)?.sortedPlaceInfos);
  if (names.length > 0) details.names = names;
  if (info.isHome === true) details.isHome = true;
  const text = asName(info.addressString) ?? ([details.city, details.country].filter(Boolean).join(', ') || null);
  return { text, details };
}

function readArchive(blob: Uint8Array): ArchiveDict | null {
  try {
    return asArchiveDict(unarchive(blob, { limits: LIMITS }));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function readNames(infos: ArchiveValue | undefined): readonly string[] {
  if (!Array.isArray(infos)) return [];
  const names = infos.slice(0, MAX_NAMES).flatMap((info) => asName(asArchiveDict(info)?.name) ?? []);
  return [...new Set(names)];
}

function asName(value: ArchiveValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_NAME) : null;
}
