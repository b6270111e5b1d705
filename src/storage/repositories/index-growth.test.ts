import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  onEachEngine,
  openTestStore,
  type TestMessage,
  type TestStore,
  writeMessages,
} from '../../../test/support/storage/test-store.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import { parseQuery } from '../search/query.ts';
import type { ClaimedPiece, KeptRows, PieceResult } from './piece-types.ts';

const ME = { holder: 'me', worker: 'worker' };
const ARTIFACT = { id: 'messages', version: 1 };
const STATE = new TextEncoder().encode('remembered');
const timeOf = (key: number): number => 1_500_000_000_000 + key * 1000;

function result(more: Partial<PieceResult>): PieceResult {
  const counts = { found: 3, parsed: 3, skipped: 0, notes: [], milliseconds: 1 };
  const ledger: LedgerEntry = { artifact: 'messages', version: 1, outcome: 'indexed', reason: null, ...counts };
  return { ledger, sources: [], partial: null, readAgain: false, state: STATE, ...more };
}

function kept(rowsRunId: number, removed: KeptRows['removed']): KeptRows {
  const tables = ['messages', 'message_parts'];
  return { rowsRunId, tables, units: { messages: 'key', message_parts: 'message' }, searchType: 'message', removed };
}

onEachEngine('rows that are kept', (engine) => {
  let test: TestStore;
  let backup: string;
  beforeEach(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterEach(() => test.dispose());

  /** Starts a run, up to the piece that reads. */
  async function start(version = 1): Promise<{ run: string; piece: ClaimedPiece }> {
    const { store } = test;
    const run = (await store.runs.acquire(backup, { owner: 'me' })).id;
    for (;;) {
      const claimed = await store.pieces.claim(run, ME);
      if (claimed.type !== 'piece') throw new Error('There is nothing to claim.');
      if (claimed.piece.kind === 'read') return { run, piece: claimed.piece };
      const planned = { artifact: 'messages', version, signature: run, unchanged: false, weight: 1, slices: 1 };
      await store.pieces.plan(run, claimed.piece, [{ ...planned, ledger: null }]);
    }
  }

  async function read(
    { run, piece }: { run: string; piece: ClaimedPiece },
    messages: readonly TestMessage[],
    keptRows: KeptRows | null,
  ): Promise<void> {
    if (piece.target === null) throw new Error('There is no target.');
    const target = keptRows === null ? piece.target : { ...piece.target, rowsRunId: keptRows.rowsRunId };
    await writeMessages(test.dsn, target, messages);
    await test.store.pieces.finish(run, piece, result({ kept: keptRows }), messages.length);
  }

  /** The visible rows, and what searches find. */
  async function visible(): Promise<unknown> {
    const { backupId, runs } = await test.store.runs.scope(backup);
    const rows = await test.store.read
      .selectFrom('messages')
      .select(['key', 'body'])
      .where('backupId', '=', backupId)
      .where('runId', '=', runs.get('messages') ?? 0)
      .orderBy('key')
      .execute();
    const found = async (text: string) =>
      (await test.store.search.find({ query: parseQuery(text), sort: 'oldest', limit: 20 })).items.map(
        ({ ref }) => ref,
      );
    return { rows: rows.map(({ key, body }) => [key, body]), text: await found('text'), all: await found('') };
  }

  async function firstIndex(): Promise<number> {
    const started = await start();
    await read(
      started,
      [1, 2, 3].map((key) => ({ key, text: `text ${key}` })),
      null,
    );
    await test.store.runs.finish(started.run);
    return started.piece.target?.runId ?? 0;
  }

  const CHANGED: readonly TestMessage[] = [
    { key: 2, text: 'other words' },
    { key: 4, text: 'text 4' },
  ];
  const BEFORE = {
    rows: [1, 2, 3].map((key) => [key, `text ${key}`]),
    text: ['1', '2', '3'],
    all: ['1', '2', '3'],
  };
  const AFTER = {
    rows: [
      [1, 'text 1'],
      [2, 'other words'],
      [4, 'text 4'],
    ],
    text: ['1', '4'],
    all: ['1', '2', '4'],
  };

  it.each([true, false])(
    'are those of the earlier run, with the changes, once the run has ended (times: %s)',
    async (isKnown) => {
      const rowsRunId = await firstIndex();
      const started = await start();
      const earlier = await test.store.pieces.earlier(started.piece, ARTIFACT);
      expect(earlier).toEqual({ rowsRunId, state: Buffer.from(STATE) });
      const at = (key: number): number => (isKnown ? timeOf(key) : 7);
      await read(started, CHANGED, kept(rowsRunId, [[2, at(2)], [3, at(3)], [4], [0]]));
      expect(await visible()).toEqual(BEFORE);
      const revision = test.store.runs.revisionOf(rowsRunId);
      await test.store.runs.finish(started.run);
      expect(await visible()).toEqual(AFTER);
      expect(test.store.runs.revisionOf(rowsRunId)).not.toBe(revision);
      await test.store.purge();
      expect(await visible()).toEqual(AFTER);
      expect(await test.store.ledger.latest(backup)).toMatchObject([{ artifact: 'messages', current: true }]);

      // Again, and then without anything kept.
      const again = await start();
      await read(again, [], kept(rowsRunId, [[4, timeOf(4)]]));
      await test.store.runs.finish(again.run);
      await test.store.purge();
      expect(await visible()).toEqual({ rows: AFTER.rows.slice(0, 2), text: ['1'], all: ['1', '2'] });
      const whole = await start();
      await read(whole, [{ key: 1, text: 'text 1' }], null);
      await test.store.runs.finish(whole.run);
      await test.store.purge();
      expect(await visible()).toEqual({ rows: [[1, 'text 1']], text: ['1'], all: ['1'] });
      expect(await test.store.read.selectFrom('messages').select('key').execute()).toHaveLength(1);
    },
  );

  it.each(['failed', 'cancelled', 'interrupted'] as const)('are unchanged by a run that %s', async (state) => {
    const rowsRunId = await firstIndex();
    const started = await start();
    await read(
      started,
      CHANGED,
      kept(rowsRunId, [
        [2, timeOf(2)],
        [3, timeOf(3)],
      ]),
    );
    await test.store.runs.fail(started.run, { state, code: 'INTERNAL', reason: { code: 'run.cancelled', params: {} } });
    expect(await visible()).toEqual(BEFORE);
    await test.store.purge();
    expect(await visible()).toEqual(BEFORE);
    expect(await test.store.read.selectFrom('messages').select('key').execute()).toHaveLength(3);
  });

  it('are not merged with rows other than those that they were compared with', async () => {
    await firstIndex();
    const started = await start();
    await read(started, CHANGED, kept(12_345, [[2, timeOf(2)]]));
    await expect(test.store.runs.finish(started.run)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await visible()).toEqual(BEFORE);
  });

  it('are none for another version, and after many runs', async () => {
    const rowsRunId = await firstIndex();
    for (let run = 1; run < 20; run++) {
      const started = await start();
      expect(await test.store.pieces.earlier(started.piece, { ...ARTIFACT, version: 2 })).toBeNull();
      expect(await test.store.pieces.earlier(started.piece, ARTIFACT)).not.toBeNull();
      await read(started, [], kept(rowsRunId, []));
      await test.store.runs.finish(started.run);
    }
    const last = await start();
    expect(await test.store.pieces.earlier(last.piece, ARTIFACT)).toBeNull();
    expect(await visible()).toEqual(BEFORE);
  });
});
