import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onEachEngine } from '../../test/support/storage/engines.ts';
import { openViewFixture, type RowWriter, type ViewFixture } from '../../test/support/view-fixture.ts';
import { artifactTables } from '../artifacts/registry.ts';
import { titleOf } from '../artifacts/title-of.ts';
import type { OverviewView } from '../contract/overview.ts';
import { openStore } from '../storage/index.ts';
import { getOverview, warmOverview } from './overview/index.ts';
import { listPeople } from './people/index.ts';
import { tableCounts } from './records/table-counts.ts';
import { scopeOf } from './scope.ts';
import { openViews } from './snapshot.ts';
import { timelineDays } from './timeline/index.ts';
import type { ViewContext } from './types.ts';

const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';

onEachEngine('answers kept', (engine) => {
  let fixture: ViewFixture;

  beforeEach(async () => {
    fixture = await openViewFixture(engine);
    await fixture.index('messages', messages(6));
    await fixture.index('calls', calls('+491712345678', 3));
  });
  afterEach(() => fixture.dispose());

  /** What a process that has just started answers; it stores what it has computed. */
  async function afterStart<T>(ask: (ctx: ViewContext) => Promise<T>): Promise<T> {
    const store = await openStore({ dsn: fixture.store.dsn, tables: artifactTables });
    try {
      const answer = await ask({ store, isUnlocked: () => false, titleOf });
      await store.answers.settled();
      return answer;
    } finally {
      await store.close();
    }
  }

  const summary = (ctx: ViewContext): Promise<[OverviewView, unknown, unknown]> =>
    Promise.all([
      getOverview(ctx, fixture.backup, ZONE, []),
      timelineDays(ctx, { backup: fixture.backup, timeZone: ZONE, unit: 'day' }),
      listPeople(ctx, { backup: fixture.backup, limit: 50 }),
    ]);

  const keptCount = async (): Promise<number> =>
    (await fixture.store.read.selectFrom('kept_answers').select('question').execute()).length;

  const forget = () => fixture.store.write.deleteFrom('kept_answers').execute();

  /** Expects what is answered with kept answers to be what is computed without any. */
  async function expectTheSame(): Promise<OverviewView> {
    await afterStart(summary);
    expect(await keptCount()).toBeGreaterThan(0);
    const kept = await afterStart(summary);
    await forget();
    expect(kept).toEqual(await afterStart(summary));
    return kept[0];
  }

  it('equal what is computed, after every change of the index', async () => {
    expect((await expectTheSame()).records).toBe(9);
    await fixture.index('calls', calls('+33612345678', 5));
    const after = await expectTheSame();
    expect(after.records).toBe(11);
    expect(after.people.map(({ handles }) => handles.map(({ handle }) => handle))).toContainEqual(['+33612345678']);
    await fixture.index('messages', messages(2));
    expect((await expectTheSame()).records).toBe(7);
    await failRun();
    expect((await expectTheSame()).records).toBe(7);
    await fixture.store.deleteIndex(fixture.backup);
    expect((await afterStart(summary))[0]).toMatchObject({ records: 0, activity: [], people: [] });
  });

  it('are read before they are asked for when a server starts', async () => {
    await afterStart(summary);
    /** Tables that an overview reads. */
    const tablesRead = (warm: boolean): Promise<ReadonlySet<string>> =>
      afterStart(async (ctx) => {
        if (warm) await warmOverview(ctx, fixture.backup);
        const send = vi.spyOn(ctx.store.read.getExecutor(), 'executeQuery');
        await getOverview(ctx, fixture.backup, ZONE, []);
        return new Set(send.mock.calls.flatMap(([{ sql }]) => /from "(\w+)"/.exec(sql)?.[1] ?? []));
      });
    const [cold, warm] = [await tablesRead(false), await tablesRead(true)];
    expect([...cold]).toEqual(expect.arrayContaining(['backups', 'kept_answers']));
    expect([...warm]).toContain('backups');
    expect([...warm]).not.toContain('kept_answers');
  });

  it('are used instead of reading all rows, in every process', async () => {
    const [computed] = await afterStart(summary);
    await sql`update kept_answers set answer = '[7,7,7,7,7,7,7]' where question like 'rows %'`.execute(
      fixture.store.write,
    );
    const [kept] = await afterStart(summary);
    expect(computed.kinds.find(({ kind }) => kind === 'message')?.count).toBe(6);
    expect(kept.kinds.find(({ kind }) => kind === 'message')?.count).toBe(7);
    const snapshot = await openViews(fixture.store.dsn);
    try {
      const counts = await tableCounts(snapshot, await scopeOf(snapshot, fixture.backup));
      expect(counts.get('messages')).toBe(7);
    } finally {
      await snapshot.close();
    }
  });

  it('are of one time zone', async () => {
    const daysIn = (timeZone: string) =>
      afterStart((ctx) => timelineDays(ctx, { backup: fixture.backup, timeZone, unit: 'day' }));
    const berlin = await daysIn(ZONE);
    expect(await daysIn('Pacific/Auckland')).not.toEqual(berlin);
    expect(await daysIn(ZONE)).toEqual(berlin);
  });

  it('go with the rows, and are not kept of rows that are gone', async () => {
    await afterStart(summary);
    const runs = async () => {
      const rows = await fixture.store.read.selectFrom('kept_answers').select('artifactRunId').distinct().execute();
      return rows.map(({ artifactRunId }) => artifactRunId).toSorted((a, b) => a - b);
    };
    const before = await runs();
    await fixture.index('calls', calls('+33612345678', 5));
    const [kept, replaced] = before;
    expect(await runs()).toEqual([kept]);
    fixture.store.answers.keep(replaced ?? 0, 'late', 1);
    await fixture.store.answers.settled();
    expect(await runs()).toEqual([kept]);
    await afterStart(summary);
    await fixture.store.deleteIndex(fixture.backup);
    expect(await runs()).toEqual([]);
  });

  it('are stored before the database is closed', async () => {
    const store = await openStore({ dsn: fixture.store.dsn, tables: artifactTables });
    const { runs } = await store.runs.scope(fixture.backup);
    store.answers.keep(runs.get('messages') ?? 0, 'last', 1);
    await store.close();
    expect(await keptCount()).toBe(1);
  });

  it('are settled when they are stored, not when storing begins', async () => {
    const { store } = fixture;
    const { runs } = await store.runs.scope(fixture.backup);
    const run = runs.get('messages') ?? 0;
    // Another writer makes storing wait.
    await store.write.transaction().execute(async (trx) => {
      await sql`update artifact_runs set outcome = outcome where id = ${run}`.execute(trx);
      if (engine.name === 'postgres') await sql`lock table kept_answers in share mode`.execute(trx);
      store.answers.keep(run, 'slow', 1);
      await sleep(150);
      const first = await Promise.race([store.answers.settled().then(() => 'settled'), sleep(50).then(() => 'waits')]);
      expect(first).toBe('waits');
    });
    await store.answers.settled();
    expect(await keptCount()).toBe(1);
  });

  it('are limited in number and length', async () => {
    const { runs } = await fixture.store.runs.scope(fixture.backup);
    const run = runs.get('messages') ?? 0;
    fixture.store.answers.keep(run, 'long', 'x'.repeat(300_000));
    for (let zone = 0; zone < 100; zone++) fixture.store.answers.keep(run, `zone ${zone}`, zone);
    fixture.store.answers.keep(run, 'zone 0', 1);
    await fixture.store.answers.settled();
    const kept = await fixture.store.answers.ofBackup((await fixture.store.runs.scope(fixture.backup)).backupId);
    expect(kept.get(run)?.size).toBe(40);
    expect(kept.get(run)?.get('long')).toBeUndefined();
    expect(kept.get(run)?.get('zone 0')).toBe(0);
  });

  async function failRun(): Promise<void> {
    const { id } = await fixture.store.runs.acquire(fixture.backup, { owner: 'test' });
    const reason = { id: 'run.process-ended' } as never;
    await fixture.store.runs.fail(id, { state: 'failed', code: 'INTERNAL', reason });
  }
});

function messages(count: number): (rows: RowWriter) => void {
  return (rows) => {
    rows.conversation(1, ['+491712345678'], { messageCount: count, lastAt: count * DAY });
    for (let key = 1; key <= count; key++) {
      rows.message(key, 1, key * DAY - 3_600_000, { text: `hello ${key}`, sender: '+491712345678' });
    }
  };
}

function calls(handle: string, count: number): (rows: RowWriter) => void {
  return (rows) => {
    for (let key = 1; key <= count; key++) {
      const at = key * DAY;
      const payload = { direction: 'incoming', handle };
      rows.add('calls', { key: `h${key}`, at, handle }, { text: 'Call', at, payload });
    }
  };
}
