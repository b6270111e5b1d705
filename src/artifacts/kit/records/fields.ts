import { fromAppleSeconds, fromUnixSeconds } from '../../../formats/apple-time.ts';
import {
  boolean,
  type Column,
  type ColumnFormat,
  type ColumnKind,
  file,
  handle,
  integer,
  type JsonValue,
  json,
  real,
  text,
  time,
} from '../../../model/columns.ts';
import { jsonOf } from './json-value.ts';
import {
  alternatives,
  type Computed,
  type Path,
  pathsOf,
  pathsOfTemplate,
  type Source,
  type Sources,
} from './source.ts';
import { asList, type Value } from './value.ts';

/** Callbacks of field readers. */
export interface ValueNotes {
  /** Called for a code that is not declared. */
  unknownCode(code: string): void;
  /** Called for a text that was truncated. */
  cut(): void;
}

/** A column of a record table, with its sources and reader. */
export interface Field<T = unknown> {
  readonly column: Column<ColumnKind, T>;
  /** Alternatives in order; templates of paths for the form `file`. */
  readonly sources: readonly Source[];
  /** Source values that the field needs besides {@link sources}. */
  readonly paths: readonly Path[];
  /**
   * - `value`: a value of the row, read by {@link read}
   * - `file`: a path, resolved in the manifest
   */
  readonly form: 'value' | 'file';
  /** Domain of the paths for the form `file`. Default: that of the store. */
  readonly domain?: string;
  /** The value of the column; null for no value, undefined if it cannot be read. */
  read(value: Value, notes: ValueNotes): JsonValue | undefined;
}

/** The fields of a table by column name. */
export type Fields = Readonly<Record<string, Field>>;

/** Options of every field. */
export interface FieldOptions {
  /** Its name in English; derived from the name of the column if absent. */
  readonly label?: string;
}

/** Maximum length of a text column, in UTF-16 code units. */
const MAX_TEXT = 1024 ** 2;
/** Values of Core Data and others for "never": the year 1, by either of two calendars, and 4001. */
const DISTANT_PAST_MS = -62_135_596_800_000;
const DISTANT_FUTURE_MS = 64_092_211_200_000;
/** Numbers of this size are "never" in any unit: the limits of 64 bits. */
const LIMIT = 2 ** 63;

type Read = Field['read'];

function field<T>(
  column: Column<ColumnKind, T>,
  sources: Sources,
  read: Read,
  { label }: FieldOptions = {},
  format?: ColumnFormat,
): Field<T> {
  return {
    column: {
      ...column,
      ...(format === undefined ? {} : { format }),
      ...(label === undefined ? {} : { label }),
    },
    sources: alternatives(sources),
    paths: pathsOf(sources),
    form: 'value',
    read,
  };
}

const readText: Read = (value, notes) => {
  const found = textOf(value);
  if (found === undefined || found === null) return found;
  if (found.length <= MAX_TEXT) return found;
  notes.cut();
  return found.slice(0, MAX_TEXT);
};

/** Text of a value; numbers and bytes are converted. Null if empty, undefined for containers. */
function textOf(value: Value): string | null | undefined {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return `${value}`;
  if (value instanceof Uint8Array) return value.length === 0 ? null : Buffer.from(value).toString();
  if (value instanceof Date) return value.toISOString();
  return undefined;
}

/** A number or numeric text; undefined for anything else. */
function numberOf(value: Value): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads numbers. `accept` returns null for no value and undefined for values out of range. */
function number(accept: (value: number) => number | null | undefined): Read {
  return (value) => {
    if (value === '') return null;
    const found = numberOf(value);
    return found === undefined || !Number.isFinite(found) ? undefined : accept(found);
  };
}

const whole = (value: number): number | undefined =>
  Number.isSafeInteger(Math.trunc(value)) ? Math.trunc(value) + 0 : undefined;

const within = (limit: number) => number((value) => (Math.abs(value) <= limit ? value : undefined));

/** Options of a time. */
export interface TimeOptions extends FieldOptions {
  /** Values from this one on are seconds since 1970. */
  readonly unixFrom?: number;
}

/**
 * Reads times. `milliseconds` converts a number of the source's epoch to UTC milliseconds. 0, -1 and "never" mean no time.
 */
function moment(milliseconds: (value: number) => number | null, unixFrom = Number.POSITIVE_INFINITY): Read {
  return (value) => {
    if (value === '') return null;
    if (value instanceof Date) return inTime(value.getTime());
    const found = numberOf(value);
    if (found === undefined) return typeof value === 'string' ? isoTime(value) : undefined;
    if (found === 0 || found === -1 || Math.abs(found) >= LIMIT) return null;
    const time = milliseconds(found) ?? Number.NaN;
    // "Never" is the same number on either side of `unixFrom`.
    return found < unixFrom || inTime(time) === null ? inTime(time) : inTime(fromUnixSeconds(found) ?? Number.NaN);
  };
}

function isoTime(value: string): number | null | undefined {
  return /^\s*\d{4}-\d{2}-\d{2}/.test(value) ? inTime(Date.parse(zoned(value.trim()))) : undefined;
}

/** Adds UTC to a time without a zone. */
function zoned(value: string): string {
  const iso = value.replace(' ', 'T').replace(/ ?([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return /T[\d:.]+$/.test(iso) ? `${iso}Z` : iso;
}

function inTime(milliseconds: number): number | null | undefined {
  if (Number.isNaN(milliseconds)) return undefined;
  return milliseconds <= DISTANT_PAST_MS || milliseconds >= DISTANT_FUTURE_MS ? null : milliseconds;
}

/** Units per second of a number since 1970, between 1973 (in milliseconds) and 5138 (in seconds). */
function perSecond(value: number): number {
  const size = Math.abs(value);
  return size < 1e11 ? 1 : size < 1e14 ? 1e3 : size < 1e17 ? 1e6 : 1e9;
}

/** Declares time fields of an epoch. */
const epoch =
  (milliseconds: (value: number) => number | null) =>
  (source: Sources, description: string, options: TimeOptions = {}): Field<number> =>
    field(time(description), source, moment(milliseconds, options.unixFrom), options);

/** Declares number fields with a unit. */
const measure =
  (column: typeof real | typeof integer, format: ColumnFormat | undefined, read: Read) =>
  (source: Sources, description: string, options?: FieldOptions): Field<number> =>
    field(column(description), source, read, options, format);

/** A value that a flag can be compared with. */
type FlagValue = string | number | boolean;

/** Options of a boolean field. */
export interface FlagOptions extends FieldOptions {
  /** Values that mean yes. Default: all except 0, false and empty. */
  readonly is?: FlagValue | readonly FlagValue[];
}

const readFlag =
  (is: FlagOptions['is']): Read =>
  (value) => {
    if (is !== undefined) return typeof is === 'object' ? is.some((each) => each === value) : is === value;
    if (typeof value === 'boolean') return value;
    const found = numberOf(value);
    if (found !== undefined) return found !== 0;
    if (typeof value !== 'string') return undefined;
    return /^(?:true|yes)$/i.test(value) ? true : /^(?:false|no|)$/i.test(value) ? false : undefined;
  };

/** The codes of a column: `{ 2: ['allowed', 'Allowed'] }`: the value of the column, then its name. */
export type CodeWords = Readonly<Record<string, readonly [word: string, label: string]>>;

const readCode =
  (words: CodeWords): Read =>
  (value, notes) => {
    const code = textOf(value);
    if (code === undefined || code === null) return code;
    const known = typeof value === 'boolean' ? words[Number(value)] : undefined;
    const word = Object.hasOwn(words, code) ? words[code] : known;
    if (word === undefined) notes.unknownCode(code.slice(0, 60));
    return word === undefined ? code : word[0];
  };

const labelsOf = (words: CodeWords): NonNullable<Column['labels']> => Object.fromEntries(Object.values(words));

const hex = (bytes: Uint8Array, separator = ''): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(separator);

const readMac: Read = (value) => {
  if (value instanceof Uint8Array) return value.length === 6 ? hex(value, ':') : undefined;
  const found = textOf(value);
  if (found === undefined || found === null) return found;
  // Known networks omit leading zeros.
  const parts = found.trim().toLowerCase().split(/[:-]/);
  const isAddress = parts.length === 6 && parts.every((part) => /^[\da-f]{1,2}$/.test(part));
  return isAddress ? parts.map((part) => part.padStart(2, '0')).join(':') : found;
};

const readUuid: Read = (value) => {
  if (!(value instanceof Uint8Array)) return textOf(value);
  if (value.length !== 16) return value.length === 0 ? null : undefined;
  return hex(value)
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

const readHandle: Read = (value) => {
  const found = textOf(value);
  if (found === undefined || found === null) return found;
  const bare = found.trim().replace(/^(?:tel|mailto|sip):/i, '');
  return bare === '' ? null : bare.slice(0, 1000);
};

const readList: Read = (value) => {
  const list = asList(value) ?? [value];
  const texts = list.map(textOf);
  return texts.includes(undefined) ? undefined : texts.filter((each) => typeof each === 'string');
};

const readCodes =
  (words: CodeWords): Read =>
  (value, notes) => {
    const readOne = readCode(words);
    const codes = (asList(value) ?? [value]).map((each) => readOne(each, notes));
    return codes.includes(undefined) ? undefined : codes.filter((each) => typeof each === 'string');
  };

/** Field types. The first argument is the source: a path of keys (see {@link Path}), or alternatives in order. */
export const f = {
  /** Text. Numbers and UTF-8 bytes are converted. */
  text: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options),
  /** A phone number, e-mail address or account, without `tel:` and `mailto:`. */
  handle: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(handle(description), source, readHandle, options),
  /** A URL. */
  url: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options, 'url'),
  /** A day without a time zone: `YYYY-MM-DD`, also with `HH:MM`. */
  day: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options, 'day'),
  /** Text that is masked, never searched and not in default exports. */
  secret: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options, 'secret'),
  /** A UUID as text or 16 bytes. */
  uuid: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readUuid, options),
  /** A MAC address as text or 6 bytes, formatted as `0a:1b:…`. */
  mac: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readMac, options),
  /** Texts, stored as a JSON array. */
  list: (source: Sources, description: string, options?: FieldOptions): Field<readonly string[]> =>
    field(json<readonly string[]>(description), source, readList, options),
  /** Any value, stored as JSON: times as ISO text, bytes as hexadecimal digits. */
  json: (source: Sources, description: string, options?: FieldOptions): Field<JsonValue> =>
    field(json(description), source, jsonOf, options),
  /** A code with names; an unknown code is kept as text and counted. */
  code: (source: Sources, description: string, words: CodeWords, options?: FieldOptions): Field<string> => {
    const declared = field(text(description), source, readCode(words), options, 'code');
    return { ...declared, column: { ...declared.column, labels: labelsOf(words) } };
  },
  /** A list of codes, each like {@link f.code}. */
  codes: (source: Sources, description: string, words: CodeWords, options?: FieldOptions): Field<readonly string[]> => {
    const declared = field(json<readonly string[]>(description), source, readCodes(words), options, 'code');
    return { ...declared, column: { ...declared.column, labels: labelsOf(words) } };
  },
  /** A boolean. */
  flag: (source: Sources, description: string, options: FlagOptions = {}): Field<boolean> =>
    field(boolean(description), source, readFlag(options.is), options),

  /** A whole number. */
  integer: measure(integer, undefined, number(whole)),
  /** A number. */
  real: measure(
    real,
    undefined,
    number((value) => value),
  ),
  /** A size in bytes. */
  bytes: measure(
    integer,
    'bytes',
    number((value) => whole(Math.round(value))),
  ),
  /** A duration in seconds. */
  duration: measure(
    real,
    'seconds',
    number((value) => value),
  ),
  /** A duration in milliseconds. */
  durationMs: measure(integer, 'milliseconds', number(whole)),
  metres: measure(
    real,
    'metres',
    number((value) => value),
  ),
  metresPerSecond: measure(
    real,
    'metresPerSecond',
    number((value) => value),
  ),
  kilograms: measure(
    real,
    'kilograms',
    number((value) => value),
  ),
  /** Energy in kilocalories. */
  kilocalories: measure(
    real,
    'kilocalories',
    number((value) => value),
  ),
  /** Beats per minute. */
  bpm: measure(
    real,
    'bpm',
    number((value) => value),
  ),
  /** A direction in degrees. */
  degrees: measure(
    real,
    'degrees',
    number((value) => value),
  ),
  percent: measure(
    real,
    'percent',
    number((value) => value),
  ),
  /** Degrees of latitude. */
  latitude: measure(real, 'degrees', within(90)),
  /** Degrees of longitude. */
  longitude: measure(real, 'degrees', within(180)),

  /** Seconds since 2001. */
  cocoaTime: epoch(fromAppleSeconds),
  /** Seconds since 1970. */
  unixTime: epoch(fromUnixSeconds),
  unixMsTime: epoch((value) => fromUnixSeconds(value / 1e3)),
  unixMicrosTime: epoch((value) => fromUnixSeconds(value / 1e6)),
  unixNanosTime: epoch((value) => fromUnixSeconds(value / 1e9)),
  /** Seconds, milliseconds, microseconds or nanoseconds since 1970: versions of an app differ, and the size of the number decides. */
  unixAnyTime: epoch((value) => fromUnixSeconds(value / perSecond(value))),
  /** Microseconds since 1601. */
  webkitTime: epoch((value) => fromUnixSeconds(value / 1e6 - 11_644_473_600)),
  /** A date of a property list, ISO text, or UTC milliseconds of the manifest (`@modified`). */
  date: epoch((value) => fromUnixSeconds(value / 1e3)),

  /**
   * A file of the backup by its path in the domain of the store: `'Library/Voicemail/{ROWID}.amr'`, where `{source}` is
   * a value of the row and `{source|name}` the last component of that value; or computed with {@link from}. The first
   * path in the manifest is used.
   */
  file: (
    templates: string | Computed | readonly (string | Computed)[],
    description: string,
    options: FieldOptions & { readonly domain?: string } = {},
  ): Field<string> => {
    const list = [templates].flat();
    const declared = field(file(description), [], readText, options);
    return {
      ...declared,
      form: 'file',
      sources: list,
      paths: [...list, options.domain ?? ''].flatMap((each) =>
        typeof each === 'string' ? pathsOfTemplate(each) : pathsOf(each),
      ),
      ...(options.domain === undefined ? {} : { domain: options.domain }),
    };
  },
  /** The file that contains the row. */
  thisFile: (description: string, options?: FieldOptions): Field<string> =>
    field(file(description), '@file', readText, options),
} as const;
