import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestStore,
  writeMessages,
} from '../../../test/support/storage/test-store.ts';
import { plain } from '../../locales/messages.ts';
import { parseQuery } from '../search/query.ts';
import type { ArtifactResult } from './run-types.ts';

const RACER = fileURLToPath(new URL('../../../test/support/storage/lease-racer.ts', import.meta.url));

function result(artifact: string, outcome: 'indexed' | 'failed' | 'locked' = 'indexed'): ArtifactResult {
  const entry = {
    artifact,
    version: 1,
    outcome,
    reason: null,
    found: null,
    parsed: 0,
    skipped: 0,
    notes: [{ ...plain('odd'), count: 2 }],
    milliseconds: 1.5,
  };
  return { entry, signature: null, sources: [] };
}

onEachEngine('IndexRuns', (engine) => {
  let test: TestStore;
  let backup: string;
  beforeEach(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterEach(() => test.dispose());
  const texts = async () => {
    const rows = await test.store.search.find({ query: parseQuery(''), sort: 'newest', limit: 50 });
    return rows.items.map(({ displayText }) => displayText);
  };

  it('shows rows once the run is finished, and switches to those of the next one', async () => {
    await indexMessages(test, backup, [{ key: 1, text: 'old' }]);
    expect(await texts()).toEqual(['old']);
    const { runs } = test.store;
    const run = await runs.acquire(backup, { owner: 'me' });
    expect(await test.store.backups.get(backup)).toMatchObject({ status: 'INDEXING' });
    const target = await runs.startArtifactRun(run.id, { id: 'messages', version: 2 });
    await writeMessages(test.dsn, target, [{ key: 1, text: 'new' }]);
    expect(await texts()).toEqual(['old']);
    await runs.finishArtifactRun(target, result('messages'));
    expect(await texts()).toEqual(['old']);
    await runs.finish(run.id);
    expect(await texts()).toEqual(['new']);
    expect(await test.store.backups.get(backup)).toMatchObject({
      status: 'INDEXED',
      stale: false,
      lastRunOutcome: 'succeeded',
    });
    expect((await runs.scope(backup)).runs.get('messages')).toBe(target.runId);
    expect(await runs.get(run.id)).toMatchObject({ state: 'succeeded', backup });
    expect((await runs.list(backup)).map(({ id }) => id)[0]).toBe(run.id);
    expect(await test.store.purge()).toMatchObject({ runs: 1, rows: 2 });
    expect(await texts()).toEqual(['new']);
  });

  it('keeps the rows of an unchanged artifact while others switch', async () => {
    await indexMessages(test, backup, [{ key: 1, text: 'notes' }], 'notes');
    await indexMessages(test, backup, [{ key: 2, text: 'calls' }], 'calls');
    expect(await texts()).toEqual(['calls', 'notes']);
    expect((await test.store.runs.currentArtifactRuns(backup)).map(({ artifact }) => artifact)).toEqual([
      'calls',
      'notes',
    ]);
    expect((await test.store.sources.list(backup, 'notes'))[0]).toMatchObject({
      artifact: 'notes',
      fileID: 'a'.repeat(40),
    });
  });

  it.each(['failed', 'cancelled', 'interrupted', 'locked'] as const)(
    'keeps the earlier index intact when a run is %s',
    async (state) => {
      await indexMessages(test, backup, [{ key: 1, text: 'old' }]);
      const run = await test.store.runs.acquire(backup, { owner: 'me' });
      const target = await test.store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
      await writeMessages(test.dsn, target, [{ key: 1, text: 'new' }]);
      await test.store.runs.finishArtifactRun(target, result('messages'));
      await test.store.runs.fail(run.id, { state, code: 'CANCELLED', reason: plain('because') });
      expect(await texts()).toEqual(['old']);
      expect(await test.store.backups.get(backup)).toMatchObject({
        status: 'INDEXED',
        lastRunOutcome: state,
        lastRunCode: 'CANCELLED',
        lastRunReason: plain('because'),
      });
      await test.store.purge();
      expect(await texts()).toEqual(['old']);
      expect(await test.store.read.selectFrom('messages').select('body').execute()).toEqual([{ body: 'old' }]);
      // A run that has ended accepts no more rows.
      await expect(writeMessages(test.dsn, target, [{ key: 2, text: 'late' }])).rejects.toThrow(/ended/);
      await expect(test.store.runs.heartbeat(run.id)).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(test.store.runs.finish(run.id)).rejects.toMatchObject({ code: 'CONFLICT' });
      await test.store.runs.fail(run.id, { state: 'failed', code: 'INTERNAL', reason: plain('again') });
      expect(await test.store.runs.get(run.id)).toMatchObject({ state });
    },
  );

  it.each(['failed', 'locked'] as const)(
    'keeps earlier rows of an artifact that %s, and reports it',
    async (outcome) => {
      await indexMessages(test, backup, [{ key: 1, text: 'old' }]);
      const run = await test.store.runs.acquire(backup, { owner: 'me' });
      const target = await test.store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
      await test.store.runs.finishArtifactRun(target, result('messages', outcome));
      await test.store.runs.finish(run.id);
      expect(await texts()).toEqual(['old']);
      expect(await test.store.ledger.latest(backup)).toMatchObject([
        { outcome, current: false, notes: [{ ...plain('odd'), count: 2 }] },
      ]);
      expect(await test.store.backups.get(backup)).toMatchObject({ status: 'INDEXED', stale: true });
    },
  );

  it('is FAILED or DISCOVERED without an earlier index', async () => {
    const first = await test.store.runs.acquire(backup, { owner: 'me' });
    await test.store.runs.fail(first.id, { state: 'failed', code: 'INTERNAL', reason: plain('x') });
    expect((await test.store.backups.get(backup)).status).toBe('FAILED');
    const second = await test.store.runs.acquire(backup, { owner: 'me' });
    await test.store.runs.fail(second.id, { state: 'cancelled', code: 'CANCELLED', reason: plain('x') });
    expect((await test.store.backups.get(backup)).status).toBe('DISCOVERED');
  });

  it('is stale if the backup was rewritten meanwhile', async () => {
    const run = await test.store.runs.acquire(backup, { owner: 'me' });
    const known = await test.store.backups.list();
    await test.store.backups.refresh(
      known.map((record) => ({ ...record, fingerprint: 'f2' })),
      [],
    );
    await test.store.runs.finish(run.id);
    expect(await test.store.backups.get(backup)).toMatchObject({ status: 'INDEXED', stale: true });
  });

  it('grants one lease at a time, and takes over an expired one', async () => {
    const { runs } = test.store;
    const first = await runs.acquire(backup, { owner: 'one', leaseMs: 60_000 });
    await expect(runs.acquire(backup, { owner: 'two' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await runs.heartbeat(first.id, { progress: { done: 0.5 }, leaseMs: 1 });
    expect((await runs.get(first.id)).progress).toEqual({ done: 0.5 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await runs.acquire(backup, { owner: 'two', leaseMs: 1 });
    expect(await runs.get(first.id)).toMatchObject({ state: 'interrupted' });
    await expect(runs.startArtifactRun(first.id, { id: 'messages', version: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await runs.expireLeases()).toBe(1);
    expect(await runs.expireLeases()).toBe(0);
    expect(await runs.get(second.id)).toMatchObject({ state: 'interrupted', owner: 'two' });
    await expect(runs.get('nope')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.acquire('nope', { owner: 'x' })).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it('grants the lease to one of two processes', async () => {
    const children = [1, 2].map(() => fork(RACER, [test.dsn, backup]));
    await Promise.all(children.map((child) => once(child, 'message')));
    const answers = children.map((child) => once(child, 'message'));
    for (const child of children) child.send('go');
    expect((await Promise.all(answers)).map(([answer]) => answer as string).toSorted()).toEqual([
      'CONFLICT',
      'acquired',
    ]);
  });
});
