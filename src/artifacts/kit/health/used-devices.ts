import { columns } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import type { QueryRows } from '../records/declaration.ts';

/** Cocoa seconds between which objects were written: Health did not exist before, and 0 is no time. */
const FIRST = 1;
const LAST = 3_200_000_000;
const DAY = 86_400;
/** Stand for devices that are not known. */
const UNKNOWN = new Set(['', 'UnknownDevice', 'iPhone0,0']);

/** Objects that were written between two times. */
interface Span {
  /** Cocoa seconds. */
  first: number;
  last: number;
  count: number;
}

/** A device with one version of its system. */
interface UsedDevice extends Span {
  readonly product: string;
  readonly build: string | null;
}

/** Consecutive days in one time zone. */
interface UsedTimeZone extends Span {
  readonly timeZone: string;
}

interface Summary {
  readonly devices: readonly UsedDevice[];
  readonly timeZones: readonly UsedTimeZone[];
}

interface Provenance {
  readonly device: UsedDevice | null;
  readonly timeZone: string | null;
}

/** Both kinds of rows come from one pass over all objects, of which there can be millions. */
const summaries = new WeakMap<SqlDatabase, Summary>();

const TABLES = ['objects', 'data_provenances'];

/** Devices that wrote into Health, with each version of their system: from when to when. */
export const USED_DEVICES: QueryRows = {
  tables: TABLES,
  rows: (db) => summaryOf(db).devices.map((device) => ({ ...device })),
};

/**
 * Time zones in which devices wrote into Health, as spans of days. A day belongs to the zone with most of its objects: a
 * tablet that stays at home writes less than a phone on a journey.
 */
export const USED_TIME_ZONES: QueryRows = {
  tables: TABLES,
  rows: (db) => summaryOf(db).timeZones.map((zone) => ({ ...zone })),
};

function summaryOf(db: SqlDatabase): Summary {
  const known = summaries.get(db);
  if (known !== undefined) return known;
  const summary = summarize(db);
  summaries.set(db, summary);
  return summary;
}

function summarize(db: SqlDatabase): Summary {
  const provenances = provenancesOf(db);
  const days = new Map<number, Map<string, Span>>();
  for (const [id, at] of objectsOf(db)) {
    const provenance = provenances.get(id);
    if (provenance === undefined) continue;
    const { device, timeZone } = provenance;
    if (device !== null) extend(device, at);
    if (timeZone === null) continue;
    const day = Math.floor(at / DAY);
    const zones = days.get(day) ?? new Map<string, Span>();
    days.set(day, zones);
    const span = zones.get(timeZone);
    if (span === undefined) zones.set(timeZone, { first: at, last: at, count: 1 });
    else extend(span, at);
  }
  const devices = new Set([...provenances.values()].flatMap(({ device }) => (device?.count ? [device] : [])));
  return {
    devices: [...devices].toSorted((a, b) => a.first - b.first || (a.product < b.product ? -1 : 1)),
    timeZones: spansOf(days),
  };
}

function extend(span: Span, at: number): void {
  span.first = Math.min(span.first, at);
  span.last = Math.max(span.last, at);
  span.count++;
}

/** The zone with most objects of each day; consecutive days of a zone together. */
function spansOf(days: ReadonlyMap<number, ReadonlyMap<string, Span>>): readonly UsedTimeZone[] {
  const spans: UsedTimeZone[] = [];
  for (const [, zones] of [...days].toSorted(([a], [b]) => a - b)) {
    const [most] = [...zones].toSorted(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
    if (most === undefined) continue;
    const [timeZone, { first, last, count }] = most;
    const previous = spans.at(-1);
    if (previous?.timeZone === timeZone) {
      previous.last = Math.max(previous.last, last);
      previous.count += count;
    } else spans.push({ timeZone, first, last, count });
  }
  return spans;
}

/** Provenance and time of all objects that were not deleted. */
function objectsOf(db: SqlDatabase): Iterable<readonly [number, number]> {
  const known = columns(db, 'objects');
  if (!['type', 'provenance', 'creation_date'].every((name) => known.has(name))) return [];
  const statement = db.prepare(
    `SELECT CAST(provenance AS REAL), CAST(creation_date AS REAL) FROM objects
     WHERE type IS NOT 2 AND provenance IS NOT NULL AND creation_date BETWEEN ${FIRST} AND ${LAST}`,
  );
  statement.setReturnArrays(true);
  return statement.iterate() as Iterable<unknown> as Iterable<readonly [number, number]>;
}

interface Row {
  readonly id: number;
  readonly product: string | null;
  readonly build: string | null;
  readonly zone: string | null;
}

function provenancesOf(db: SqlDatabase): ReadonlyMap<number, Provenance> {
  const known = columns(db, 'data_provenances');
  const text = (name: string): string => (known.has(name) ? `CAST(${name} AS TEXT)` : 'NULL');
  const statement = db.prepare(
    `SELECT CAST(rowid AS REAL) AS id, ${text('origin_product_type')} AS product, ${text('origin_build')} AS build,
       ${text('tz_name')} AS zone FROM data_provenances`,
  );
  const devices = new Map<string, UsedDevice>();
  const found = new Map<number, Provenance>();
  for (const { id, product, build, zone } of statement.iterate() as Iterable<unknown> as Iterable<Row>) {
    found.set(id, { device: deviceOf(product ?? '', build ?? '', devices), timeZone: zone === '' ? null : zone });
  }
  return found;
}

function deviceOf(product: string, build: string, devices: Map<string, UsedDevice>): UsedDevice | null {
  if (UNKNOWN.has(product)) return null;
  const key = JSON.stringify([product, build]);
  const known = devices.get(key);
  if (known !== undefined) return known;
  const device: UsedDevice = {
    product,
    build: build === '' ? null : build,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    count: 0,
  };
  devices.set(key, device);
  return device;
}
