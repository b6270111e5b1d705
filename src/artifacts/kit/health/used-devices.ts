import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import { columns } from '../../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import type { QueryReport, QueryRows } from '../records/declaration.ts';

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
  rows: (db, report) => summaryOf(db, report).devices.map((device) => ({ ...device })),
};

/**
 * Time zones in which devices wrote into Health, as spans of days. A day belongs to the zone with most of its objects: a
 * tablet that stays at home writes less than a phone on a journey.
 */
export const USED_TIME_ZONES: QueryRows = {
  tables: TABLES,
  rows: (db, report) => summaryOf(db, report).timeZones.map((zone) => ({ ...zone })),
};

function summaryOf(db: SqlDatabase, report: QueryReport): Summary {
  const known = summaries.get(db);
  if (known !== undefined) return known;
  const summary = summarize(db, report);
  summaries.set(db, summary);
  return summary;
}

function summarize(db: SqlDatabase, report: QueryReport): Summary {
  const provenances = provenancesOf(db, report);
  const days = new Map<number, Map<string, Span>>();
  for (const [, id, at] of objectsOf(db, report)) {
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

/** ROWID, provenance and time of all objects that were not deleted. */
function objectsOf(db: SqlDatabase, report: QueryReport): Iterable<readonly [number, number, number]> {
  const known = columns(db, 'objects');
  if (!['type', 'provenance', 'creation_date'].every((name) => known.has(name))) return [];
  const statement = db.prepare(
    `SELECT CAST(rowid AS REAL), CAST(provenance AS REAL), CAST(creation_date AS REAL) FROM objects
     WHERE rowid >= CAST(? AS INTEGER) AND type IS NOT 2 AND provenance IS NOT NULL
       AND creation_date BETWEEN ${FIRST} AND ${LAST} ORDER BY rowid`,
  );
  statement.setReturnArrays(true);
  const open = (first: number) =>
    statement.iterate(first) as Iterable<unknown> as Iterable<readonly [number, number, number]>;
  return readAcrossDamage(
    open,
    ([rowid]) => rowid,
    () => report.lost('objects'),
  );
}

interface Row {
  readonly id: number;
  readonly product: string | null;
  readonly build: string | null;
  readonly zone: string | null;
}

function provenancesOf(db: SqlDatabase, report: QueryReport): ReadonlyMap<number, Provenance> {
  const known = columns(db, 'data_provenances');
  const text = (name: string): string => (known.has(name) ? `CAST(${name} AS TEXT)` : 'NULL');
  const statement = db.prepare(
    `SELECT CAST(rowid AS REAL) AS id, ${text('origin_product_type')} AS product, ${text('origin_build')} AS build,
       ${text('tz_name')} AS zone FROM data_provenances WHERE rowid >= CAST(? AS INTEGER) ORDER BY rowid`,
  );
  const rows = readAcrossDamage(
    (first) => statement.iterate(first) as Iterable<unknown> as Iterable<Row>,
    ({ id }) => id,
    () => report.lost('data_provenances'),
  );
  const devices = new Map<string, UsedDevice>();
  const found = new Map<number, Provenance>();
  for (const { id, product, build, zone } of rows) {
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
