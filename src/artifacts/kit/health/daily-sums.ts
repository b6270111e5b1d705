import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { lazy } from '../../../model/lazy.ts';
import type { QueryReport, QueryRows } from '../records/declaration.ts';
import type { Value } from '../records/value.ts';
import { LocalDays } from './local-days.ts';

/** Cocoa seconds at 1970-01-01, negative; and at the end of the days that are summed. */
const UNIX_EPOCH = -978_307_200;
const LAST = 3_200_000_000;

/** What wrote samples, and where. */
interface Provenance {
  /** ROWID in `sources` of the other database. */
  readonly source: number;
  readonly timeZone: string | null;
  readonly days: LocalDays;
}

/** The samples of one source on one day. */
interface Sum {
  readonly source: number;
  readonly timeZone: string | null;
  sum: number;
  /** Cocoa seconds: when the first sample begins. */
  start: number;
}

/**
 * Sums of the samples of a data type by day. The day of a sample is that on which it begins, in the time zone of the device
 * that wrote it; UTC if it is not known.
 *
 * Phone and watch count the same steps, and Health stores both, so sums of different sources are never added: a day has
 * the sum of the source with the largest one, and that of the second beside it. Samples are read one after another, so
 * memory depends on the number of days and sources only. Samples without their provenance are left out and reported: of
 * an unknown source, they could be what another counted.
 */
export function dailySums(dataType: number): QueryRows {
  return {
    tables: ['samples', 'quantity_samples', 'objects', 'data_provenances'],
    rows: (db, report) => sumsOf(db, dataType, report),
  };
}

function* sumsOf(db: SqlDatabase, dataType: number, report: QueryReport): Generator<Value> {
  const days = new Map<string, Sum[]>();
  const provenances = provenancesOf(db);
  let hasLost = false;
  for (const [id, start, quantity] of samplesOf(db, dataType)) {
    const provenance = provenances.get(id);
    if (provenance === undefined) {
      hasLost = true;
      continue;
    }
    const { source, timeZone, days: zone } = provenance;
    const day = zone.dayOf((start - UNIX_EPOCH) * 1000);
    const sums = days.get(day) ?? [];
    days.set(day, sums);
    const known = sums.find((sum) => sum.source === source);
    if (known === undefined) sums.push({ source, timeZone, sum: quantity, start });
    else {
      known.sum += quantity;
      known.start = Math.min(known.start, start);
    }
  }
  if (hasLost) report.lost('data_provenances');
  for (const [day, sums] of days) {
    const [most, second = null] = sums.toSorted((a, b) => b.sum - a.sum || a.source - b.source);
    if (most === undefined) continue;
    const { sum, source, timeZone, start } = most;
    yield {
      day,
      start,
      sum,
      source,
      timeZone,
      secondSum: second?.sum ?? null,
      secondSource: second?.source ?? null,
      sources: sums.length,
    };
  }
}

/** Provenance, start and quantity of the samples of a type, without deleted ones and those without a usable value. */
function samplesOf(db: SqlDatabase, dataType: number): Iterable<readonly [number, number, number]> {
  const statement = db.prepare(
    `SELECT CAST(object.provenance AS REAL), CAST(sample.start_date AS REAL), CAST(quantity.quantity AS REAL)
     FROM samples AS sample
     JOIN quantity_samples AS quantity ON quantity.data_id = sample.data_id
     JOIN objects AS object ON object.data_id = sample.data_id
     WHERE sample.data_type = ? AND object.type IS NOT 2 AND object.provenance IS NOT NULL
       AND sample.start_date BETWEEN ${UNIX_EPOCH} AND ${LAST} AND quantity.quantity BETWEEN 0 AND 1e9`,
  );
  statement.setReturnArrays(true);
  return statement.iterate(dataType) as Iterable<unknown> as Iterable<readonly [number, number, number]>;
}

function provenancesOf(db: SqlDatabase): ReadonlyMap<number, Provenance> {
  const statement = db.prepare(
    'SELECT CAST(rowid AS REAL) AS id, CAST(source_id AS REAL) AS source, CAST(tz_name AS TEXT) AS zone FROM data_provenances',
  );
  const zones = new Map<string, LocalDays | null>();
  const found = new Map<number, Provenance>();
  for (const { id, source, zone } of statement.iterate() as Iterable<unknown> as Iterable<Row>) {
    if (zone !== null && !zones.has(zone)) zones.set(zone, localDays(zone));
    const days = zone === null ? null : (zones.get(zone) ?? null);
    // Not the ROWID of a source, and different for each: those without a source are not added either.
    found.set(id, { source: source ?? -1 - id, timeZone: days === null ? null : zone, days: days ?? utc() });
  }
  return found;
}

interface Row {
  readonly id: number;
  readonly source: number | null;
  readonly zone: string | null;
}

function localDays(timeZone: string): LocalDays | null {
  try {
    return new LocalDays(timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** Made when needed: its formatter takes 20 ms, and every process loads the artifacts. */
const utc = lazy(() => new LocalDays('UTC'));
