import { sql } from 'kysely';
import { keptForRun } from '../kept-answers.ts';
import { cachedForRuns } from '../run-cache.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { END_MS, FIRST_MS, localDay } from './local-days.ts';
import { zoneOffsets } from './time-zones.ts';

/** Number of runs with cached counts: about ten backups with all artifacts. */
const KEPT_RUNS = 150;

/** Changes when the same rows are counted differently. */
const COUNTING = 1;

/** Number of records of one type on one day. */
export interface ActivityCount {
  readonly type: string;
  /** Local day number since 1970-01-01; null for records without a time or with one out of range. */
  readonly day: number | null;
  readonly count: number;
}

/**
 * Counts of the searchable records of a run by type and day, cached per run and time zone because all records are read.
 * At most some fifty thousand days per type.
 * @throws BAD_REQUEST (time zone)
 */
export function activityOf(
  ctx: ViewContext,
  scope: Pick<Scope, 'backupId' | 'runs'>,
  runId: number,
  timeZone: string,
): Promise<readonly ActivityCount[]> {
  const counted = async (): Promise<ActivityCount[]> => {
    // Rules of time zones change with the runtime.
    const question = `activity ${COUNTING} ${process.versions['tz']} ${timeZone}`;
    const kept = await keptForRun(ctx, scope, runId, question, () => count(ctx, scope, runId, timeZone));
    return kept.map(([type, day, count]) => ({ type, day, count }));
  };
  return cachedForRuns(ctx, 'activity', [runId, timeZone], counted, KEPT_RUNS);
}

/** An {@link ActivityCount} as it is kept. */
type KeptCount = readonly [type: string, day: number | null, count: number];

/** Counts of all runs by scope and time zone: finding the records of one run takes as long as counting those of all. */
const counts = new WeakMap<object, Map<string, Promise<ReadonlyMap<number, KeptCount[]>>>>();

async function count(
  ctx: ViewContext,
  scope: Pick<Scope, 'backupId' | 'runs'>,
  runId: number,
  timeZone: string,
): Promise<KeptCount[]> {
  const byZone = counts.get(scope) ?? new Map<string, Promise<ReadonlyMap<number, KeptCount[]>>>();
  counts.set(scope, byZone);
  const counting = byZone.get(timeZone) ?? countAll(ctx, scope, timeZone);
  byZone.set(timeZone, counting);
  return (await counting).get(runId) ?? [];
}

async function countAll(
  { store }: ViewContext,
  { backupId, runs }: Pick<Scope, 'backupId' | 'runs'>,
  timeZone: string,
): Promise<ReadonlyMap<number, KeptCount[]>> {
  // Of all backups, which is the order of the ids.
  const end = (order: 'asc' | 'desc') =>
    store.read
      .selectFrom('artifact_search_index')
      .where('id', '>=', 0)
      .select('occurredAt')
      .orderBy('id', order)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = await Promise.all([end('asc'), end('desc')]);
  const offsets = zoneOffsets(timeZone, first?.occurredAt ?? 0, last?.occurredAt ?? 0);
  const time = sql.ref('occurredAt');
  const day = sql<number | null>`(case when ${time} >= ${sql.lit(FIRST_MS)} and ${time} < ${sql.lit(END_MS)}
    then ${localDay('occurredAt', offsets)} end)`;
  const rows = await store.read
    .selectFrom('artifact_search_index')
    .where('backupId', '=', backupId)
    .where('runId', 'in', [...runs.values()])
    .select(({ fn }) => ['runId', 'type', day.as('day'), fn.countAll<number>().as('records')])
    .groupBy(['runId', 'type', 'day'])
    .execute();
  const byRun = new Map<number, KeptCount[]>();
  for (const { runId, type, day, records } of rows) {
    const counted = byRun.get(runId) ?? [];
    counted.push([type, day, records]);
    byRun.set(runId, counted);
  }
  return byRun;
}
