import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A populated place of GeoNames. */
export interface Town {
  readonly name: string;
  /** Other names, for the search. */
  readonly others: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Name of the region; empty if unknown. */
  readonly region: string;
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Feature code: https://www.geonames.org/export/codes.html */
  readonly code: string;
}

/** Smaller places are only included if they are the seat of an authority. */
const LEAST_PEOPLE = 1000;

/** Codes of abandoned and destroyed places. */
const GONE = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

/** Other names are kept from this population on. */
const WITH_OTHER_NAMES = 30_000;

/** Scripts in which people type names of places; names in others are of little use without their readers. */
const TYPED =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Hebrew}\p{M}' .-]{2,30}$/u;

/** Towns in the list `cities500` of GeoNames (https://download.geonames.org/export/dump/readme.txt). */
export function readTowns(folder: string): Town[] {
  const regions = new Map(
    (JSON.parse(readFileSync(join(folder, 'admin1.json'), 'utf8')) as { code: string; name: string }[]).map(
      ({ code, name }) => [code, name],
    ),
  );
  return readFileSync(join(folder, 'cities500.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const fields = line.split('\t');
      const [, name = '', , others = '', latitude = '', longitude = '', , code = '', country = '', , admin = ''] =
        fields;
      const population = Number(fields[14]);
      if (name === '' || GONE.has(code) || (population < LEAST_PEOPLE && !code.startsWith('PPLA') && code !== 'PPLC'))
        return [];
      return {
        name,
        others: population < WITH_OTHER_NAMES ? [] : otherNames(name, others),
        country,
        region: regions.get(`${country}.${admin}`) ?? '',
        population,
        latitude: Number(latitude),
        longitude: Number(longitude),
        code,
      };
    });
}

/** Alternative names that are no codes of airports and that the name itself does not find. */
function otherNames(name: string, others: string): string[] {
  const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const known = new Set([bare(name)]);
  return others.split(',').filter((other) => {
    const key = bare(other);
    if (known.has(key) || /^[A-Z]{3}$/.test(other) || !TYPED.test(other)) return false;
    known.add(key);
    return true;
  });
}
