import { brotliCompressSync, constants } from 'node:zlib';
import type { Town } from './town-list.ts';

/** Sections of cities, which are named like towns. */
const SECTION = 'PPLX';

/** Writes the file that `src/views/towns/town-table.ts` reads, which describes it. */
export function writeTowns(towns: readonly Town[]): Buffer {
  const sorted = towns.toSorted(
    (one, other) =>
      Math.floor(one.latitude) - Math.floor(other.latitude) ||
      Math.floor(one.longitude) - Math.floor(other.longitude) ||
      one.latitude - other.latitude,
  );
  const countries = [...new Set(sorted.map(({ country }) => country))].toSorted();
  const regions = [...new Set(sorted.map(({ region }) => region))].toSorted();
  const countryIndex = new Map(countries.map((name, index) => [name, index]));
  const regionIndex = new Map(regions.map((name, index) => [name, index]));
  const column = (bytes: 1 | 2 | 4, value: (town: Town) => number): Buffer => {
    const out = Buffer.alloc(sorted.length * bytes);
    // Bytes of the same weight together compress better.
    for (const [index, town] of sorted.entries()) {
      const number = value(town) >>> 0;
      for (let byte = 0; byte < bytes; byte++) out[byte * sorted.length + index] = (number >>> (8 * byte)) & 255;
    }
    return out;
  };
  const texts = Buffer.from(
    [
      countries.join('\n'),
      regions.join('\n'),
      sorted.map(({ name }) => name).join('\n'),
      sorted.map(({ others }) => others.join('|')).join('\n'),
    ].join('\0'),
    'utf8',
  );
  const head = Buffer.from(Uint32Array.of(sorted.length).buffer);
  const whole = Buffer.concat([
    head,
    column(4, ({ latitude }) => Math.round((latitude + 90) * 1e4)),
    column(4, ({ longitude }) => Math.round((longitude + 180) * 1e4)),
    column(4, ({ population }) => population),
    column(2, ({ region }) => regionIndex.get(region) ?? 0),
    column(1, ({ country }) => countryIndex.get(country) ?? 0),
    column(1, ({ code }) => (code === SECTION ? 1 : 0)),
    texts,
  ]);
  return brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
}
