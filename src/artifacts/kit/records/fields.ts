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

/** Told of what is worth counting about a value; `undefined` from a reader means that the value cannot be read. */
export interface ValueNotes {
  /** A code that the declaration does not know. */
  unknownCode(code: string): void;
  /** A text that was cut. */
  cut(): void;
}

/** A column of a table of records, with where its values come from and how they are read. */
export interface Field<T = unknown> {
  readonly column: Column<ColumnKind, T>;
  /** Alternatives in order. Of the form `file`: templates of paths. */
  readonly sources: readonly Source[];
  /** Values of the source that the field needs besides {@link sources}. */
  readonly paths: readonly Path[];
  /**
   * - `value`: a value of the row, read by {@link read}
   * - `file`: a path, resolved in the manifest
   */
  readonly form: 'value' | 'file';
  /** Of the form `file`: domain of the paths; that of the store where absent. */
  readonly domain?: string;
  /** The column's value; null for none, undefined where it cannot be read. */
  read(value: Value, notes: ValueNotes): JsonValue | undefined;
}

/** The fields of a table, by the names of their columns. */
export type Fields = Readonly<Record<string, Field>>;

/** Labels of a field by language. A language without a label falls back to one derived from the name of the field. */
export interface FieldOptions {
  readonly en?: string;
  readonly de?: string;
}

/** Longest text of a column, in UTF-16 code units. */
const MAX_TEXT = 1024 ** 2;
/** Core Data and others write these for "never". */
const DISTANT_PAST_MS = -62_135_769_600_000;
const DISTANT_FUTURE_MS = 64_092_211_200_000;

type Read = Field['read'];

function field<T>(
  column: Column<ColumnKind, T>,
  sources: Sources,
  read: Read,
  options: FieldOptions = {},
  format?: ColumnFormat,
): Field<T> {
  return {
    column: { ...column, ...(format === undefined ? {} : { format }), ...namesOf(options) },
    sources: alternatives(sources),
    paths: pathsOf(sources),
    form: 'value',
    read,
  };
}

/** Options that are no names. */
const OTHER_OPTIONS: ReadonlySet<string> = new Set(['is', 'unixFrom', 'domain']);

function namesOf(options: FieldOptions): Pick<Column, 'names'> {
  const names = Object.fromEntries(Object.entries(options).filter(([language]) => !OTHER_OPTIONS.has(language)));
  return Object.keys(names).length === 0 ? {} : { names };
}

const readText: Read = (value, notes) => {
  const found = textOf(value);
  if (found === undefined || found === null) return found;
  if (found.length <= MAX_TEXT) return found;
  notes.cut();
  return found.slice(0, MAX_TEXT);
};

/** Text columns of real stores hold numbers and bytes as well. Null where it is empty, undefined for containers. */
function textOf(value: Value): string | null | undefined {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return `${value}`;
  if (value instanceof Uint8Array) return value.length === 0 ? null : Buffer.from(value).toString();
  if (value instanceof Date) return value.toISOString();
  return undefined;
}

/** A number, also one written as text; undefined for anything else. */
function numberOf(value: Value): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads numbers; `accept` gives null for "none" and undefined for values out of range. */
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
  /** Values from here on count seconds since 1970 instead. */
  readonly unixFrom?: number;
}

/** Reads times; `milliseconds` turns a number of the source's epoch into UTC milliseconds. 0 and "never" are none. */
function moment(milliseconds: (value: number) => number | null, unixFrom = Number.POSITIVE_INFINITY): Read {
  return (value) => {
    if (value === '') return null;
    if (value instanceof Date) return inTime(value.getTime());
    const found = numberOf(value);
    if (found === undefined) return typeof value === 'string' ? isoTime(value) : undefined;
    if (found === 0) return null;
    return inTime((found >= unixFrom ? fromUnixSeconds(found) : milliseconds(found)) ?? Number.NaN);
  };
}

function isoTime(value: string): number | null | undefined {
  return /^\s*\d{4}-\d{2}-\d{2}/.test(value) ? inTime(Date.parse(zoned(value.trim()))) : undefined;
}

/** A time without a zone is taken for UTC. */
function zoned(value: string): string {
  const iso = value.replace(' ', 'T').replace(/ ?([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return /T[\d:.]+$/.test(iso) ? `${iso}Z` : iso;
}

function inTime(milliseconds: number): number | null | undefined {
  if (Number.isNaN(milliseconds)) return undefined;
  return milliseconds <= DISTANT_PAST_MS || milliseconds >= DISTANT_FUTURE_MS ? null : milliseconds;
}

/** Declares a time in an epoch. */
const epoch =
  (milliseconds: (value: number) => number | null) =>
  (source: Sources, description: string, options: TimeOptions = {}): Field<number> =>
    field(time(description), source, moment(milliseconds, options.unixFrom), options);

/** Declares a column of numbers with a unit. */
const measure =
  (column: typeof real | typeof integer, format: ColumnFormat | undefined, read: Read) =>
  (source: Sources, description: string, options?: FieldOptions): Field<number> =>
    field(column(description), source, read, options, format);

/** A value that a flag is compared with. */
type FlagValue = string | number | boolean;

/** Options of a yes-or-no column. */
export interface FlagOptions extends FieldOptions {
  /** The values that mean yes; all but 0, no and empty when not given. */
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

/** The codes of a column: `{ 2: ['allowed', 'Allowed', 'Erlaubt'] }`: what the column holds, then its names in English and German. */
export type CodeWords = Readonly<Record<string, readonly [word: string, en: string, de?: string]>>;

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

const labelsOf = (words: CodeWords): NonNullable<Column['labels']> =>
  Object.fromEntries(Object.values(words).map(([word, en, de]) => [word, de === undefined ? { en } : { en, de }]));

const hex = (bytes: Uint8Array, separator = ''): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(separator);

const readMac: Read = (value) => {
  if (value instanceof Uint8Array) return value.length === 6 ? hex(value, ':') : undefined;
  const found = textOf(value);
  if (found === undefined || found === null) return found;
  // Known networks leave leading zeros out.
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

/** The kinds of fields. The source of each is a path of keys, see {@link Path}, or alternatives in order. */
export const f = {
  /** Text; numbers and UTF-8 bytes become text. */
  text: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options),
  /** A phone number, e-mail address or account; `tel:` and `mailto:` are removed. */
  handle: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(handle(description), source, readHandle, options),
  /** An address of the web. */
  url: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options, 'url'),
  /** Text that is masked, never searched and not in default exports. */
  secret: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readText, options, 'secret'),
  /** A UUID, also one of 16 bytes. */
  uuid: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readUuid, options),
  /** The address of a network interface, also one of 6 bytes, as `0a:1b:…`. */
  mac: (source: Sources, description: string, options?: FieldOptions): Field<string> =>
    field(text(description), source, readMac, options),
  /** Texts, stored as a JSON array. */
  list: (source: Sources, description: string, options?: FieldOptions): Field<readonly string[]> =>
    field(json<readonly string[]>(description), source, readList, options),
  /** Any value, stored as JSON: times as ISO text, bytes as hexadecimal digits. */
  json: (source: Sources, description: string, options?: FieldOptions): Field<JsonValue> =>
    field(json(description), source, jsonOf, options),
  /** A code with its words; an unknown code is kept as text and counted. */
  code: (source: Sources, description: string, words: CodeWords, options?: FieldOptions): Field<string> => {
    const declared = field(text(description), source, readCode(words), options, 'code');
    return { ...declared, column: { ...declared.column, labels: labelsOf(words) } };
  },
  /** Yes or no. */
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
  /** Microseconds since 1601. */
  webkitTime: epoch((value) => fromUnixSeconds(value / 1e6 - 11_644_473_600)),
  /** A date of a property list, ISO text, or UTC milliseconds of the manifest (`@modified`). */
  date: epoch((value) => fromUnixSeconds(value / 1e3)),

  /**
   * A file of the backup by its path in the domain of the store: `'Library/Voicemail/{ROWID}.amr'`, where `{source}` is a
   * value of the row and `{source|name}` its last part; or worked out by {@link from}. Of several paths the first that the backup lists is taken.
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
  /** The file that the row is in. */
  thisFile: (description: string, options?: FieldOptions): Field<string> =>
    field(file(description), '@file', readText, options),
} as const;
