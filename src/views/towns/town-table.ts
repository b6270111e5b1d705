import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/**
 * Towns of the world, from `assets/towns.br`. Brotli of: their number as a little-endian 32-bit integer; the columns
 * latitude, longitude, population, region, country and section, the bytes of each number apart (all first bytes, then
 * all second bytes …); and, separated by null bytes, four lists of lines: countries, regions, names, other names.
 */
export interface TownTable {
  readonly count: number;
  /** Degrees. Sorted by rows of one degree of latitude, in a row by degrees of longitude. */
  readonly latitudes: Float32Array;
  readonly longitudes: Float32Array;
  readonly populations: Uint32Array;
  /** Indexes in {@link regions} and {@link countries}. */
  readonly regionOf: Uint16Array;
  readonly countryOf: Uint8Array;
  /** 1 for a section of a city. */
  readonly isSection: Uint8Array;
  readonly regions: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly names: TownNames;
  /** Other names of larger towns for the search, separated by `|`; mostly empty. */
  readonly otherNames: TownNames;
}

/** A text for each town, kept as UTF-8: 135,000 strings would take three times the memory. */
export interface TownNames {
  readonly bytes: Buffer;
  /** Start of each name; each ends one byte before the next. */
  readonly starts: Uint32Array;
}

const FILE = new URL('../../../assets/towns.br', import.meta.url);

let table: TownTable | null = null;

/** The table, read when first used: 40 ms, and 8 MB while the process lives. */
export function townTable(): TownTable {
  table ??= readTable(brotliDecompressSync(readFileSync(FILE)));
  return table;
}

/** Name of a town. */
export function nameAt({ bytes, starts }: TownNames, index: number): string {
  return bytes.toString('utf8', starts[index], (starts[index + 1] ?? 0) - 1);
}

/** Factor and offset of degrees. */
const PER_DEGREE = 1e4;

const NEWLINE = 10;

function readTable(file: Buffer): TownTable {
  const count = file.readUInt32LE(0);
  let at = 4;
  const column = (bytes: 1 | 2 | 4): Uint32Array => {
    const values = new Uint32Array(count);
    for (let byte = 0; byte < bytes; byte++) {
      for (let index = 0; index < count; index++)
        values[index] = ((values[index] ?? 0) | ((file[at + index] ?? 0) << (8 * byte))) >>> 0;
      at += count;
    }
    return values;
  };
  const degrees = (half: number): Float32Array => Float32Array.from(column(4), (value) => value / PER_DEGREE - half);
  const [latitudes, longitudes, populations] = [degrees(90), degrees(180), column(4)];
  const [regionOf, countryOf, isSection] = [
    Uint16Array.from(column(2)),
    Uint8Array.from(column(1)),
    Uint8Array.from(column(1)),
  ];
  const parts: Buffer[] = [];
  for (let end = at; end !== -1; ) {
    end = file.indexOf(0, at);
    parts.push(file.subarray(at, end === -1 ? file.length : end));
    at = end + 1;
  }
  const [countries, regions] = parts.map((part) => part.toString('utf8').split('\n'));
  return {
    count,
    latitudes,
    longitudes,
    populations,
    regionOf,
    countryOf,
    isSection,
    countries: countries ?? [],
    regions: regions ?? [],
    names: namesIn(parts[2] ?? Buffer.alloc(0), count),
    otherNames: namesIn(parts[3] ?? Buffer.alloc(0), count),
  };
}

function namesIn(part: Buffer, count: number): TownNames {
  // A copy, so that the file itself can be freed.
  const bytes = Buffer.from(part);
  const starts = new Uint32Array(count + 1);
  for (let index = 1, at = 0; index <= count; index++) {
    const end = bytes.indexOf(NEWLINE, at);
    at = (end === -1 ? bytes.length : end) + 1;
    starts[index] = at;
  }
  return { bytes, starts };
}
