import { kinds } from '../../artifacts/kinds.ts';
import type { OverviewView } from '../../contract/overview.ts';
import type { BackupId } from '../../model/ids.ts';
import type { AppSource } from '../backups.ts';
import { listPeople } from '../people/persons.ts';
import { reasonFields } from '../reasons.ts';
import { setAsideCounts, tableCounts } from '../records/table-counts.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { activityOf } from '../timeline/activity.ts';
import { dayViews } from '../timeline/local-days.ts';
import { timeline } from '../timeline/timeline.ts';
import type { ViewContext } from '../types.ts';
import { getCoverage } from '../unread.ts';
import { storageOf } from './storage.ts';

/** Number of people and of newest records. */
const TOP_PEOPLE = 10;
const NEWEST = 10;

/** Summary of a backup; `apps` come from its property lists. @throws BACKUP_NOT_FOUND, BAD_REQUEST (time zone) */
export async function getOverview(
  ctx: ViewContext,
  backup: BackupId,
  timeZone: string,
  apps: readonly AppSource[],
): Promise<OverviewView> {
  const scope = await scopeOf(ctx, backup);
  const [coverage, ledger, storage, counted, { tables, setAside, people, recent, oldest }] = await Promise.all([
    getCoverage(ctx, backup),
    ctx.store.ledger.latest(backup),
    storageOf(ctx, backup, apps),
    countAll(ctx, scope, timeZone),
    readCached(ctx, scope),
  ]);
  return {
    backup,
    records: kinds.reduce((sum, { table }) => sum + (tables.get(table) ?? 0), 0),
    firstAt: oldest.items[0]?.at ?? null,
    lastAt: recent.items[0]?.at ?? null,
    artifacts: ledger.map((line) => ({
      artifact: line.artifact,
      title: ctx.titleOf(line.artifact),
      outcome: line.outcome,
      ...reasonFields(line),
      found: line.found,
      parsed: line.parsed,
      skipped: line.skipped,
      types: typesOf(counted.types.get(line.artifact)),
    })),
    kinds: kinds.flatMap(({ id, table }) => {
      const count = tables.get(table) ?? 0;
      return count === 0 ? [] : { kind: id, count, setAside: setAside.get(id) ?? 0 };
    }),
    activity: dayViews(counted.days, timeZone),
    storage,
    coverage,
    people: [...people.items],
    newest: recent.items,
  };
}

/**
 * Reads what the overview of a backup takes longest for and what is cached, so that the first one is quick. Without the
 * counts by day, which depend on the time zone of the reader. @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED
 */
export async function warmOverview(ctx: ViewContext, backup: BackupId): Promise<void> {
  await readCached(ctx, await scopeOf(ctx, backup));
}

async function readCached(ctx: ViewContext, scope: Scope) {
  const { backup } = scope;
  const { backedUpAt } = await ctx.store.backups.get(backup);
  const [tables, setAside, people, recent, oldest] = await Promise.all([
    tableCounts(ctx, scope),
    setAsideCounts(ctx, scope),
    listPeople(ctx, { backup, limit: TOP_PEOPLE }),
    // Calendars have events after the time of the backup.
    timeline(ctx, { backup, limit: NEWEST, echoes: false, ...(backedUpAt === null ? {} : { at: backedUpAt }) }),
    timeline(ctx, { backup, limit: 1, order: 'oldest' }),
  ]);
  return { tables, setAside, people, recent, oldest };
}

/** By name: the order of groups depends on the database. */
function typesOf(counts: ReadonlyMap<string, number> = new Map()): { type: string; count: number }[] {
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

interface Counted {
  readonly days: ReadonlyMap<number, number>;
  /** Number of records by type for each artifact. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

async function countAll(ctx: ViewContext, scope: Scope, timeZone: string): Promise<Counted> {
  const days = new Map<number, number>();
  const types = new Map<string, ReadonlyMap<string, number>>();
  for (const [artifact, runId] of scope.runs) {
    const ofArtifact = new Map<string, number>();
    for (const { type, day, count } of await activityOf(ctx, scope, runId, timeZone)) {
      ofArtifact.set(type, (ofArtifact.get(type) ?? 0) + count);
      if (day !== null) days.set(day, (days.get(day) ?? 0) + count);
    }
    types.set(artifact, ofArtifact);
  }
  return { days, types };
}
