import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  indexMessages,
  onEachEngine,
  openTestStore,
  type TestMessage,
  type TestStore,
  writeMessages,
} from '../../../test/support/storage/test-store.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import { parseQuery } from '../search/query.ts';
import type { ClaimedPiece, KeptRows, PieceResult, RemovedKey } from './piece-types.ts';
import type { WriteTarget } from './run-types.ts';

const ME = { holder: 'me', worker: 'worker' };
const ARTIFACT = { id: 'messages', version: 1 };
const STATE = new TextEncoder().encode('remembered');
const timeOf = (key: number): number => 1_500_000_000_000 + key * 1000;

function result(more: Partial<PieceResult>): PieceResult {
  const counts = { found: 3, parsed: 3, skipped: 0, notes: [], milliseconds: 1 };
  const ledger: LedgerEntry = { artifact: 'messages', version: 1, outcome: 'indexed', reason: null, ...counts };
  return { ledger, sources: [], partial: null, readAgain: false, state: STATE, ...more };
}

type Removed = readonly (readonly [key: number, at?: number | null])[];

function kept(rowsRunId: number, removed: Removed): KeptRows {
  const tables = ['messages', 'message_parts'];
  const units = { messages: ['key'], message_parts: ['message'] };
  const keys = removed.map(([key, ...at]): RemovedKey => [[key], ...at]);
  return { rowsRunId, tables, groups: [{ units, searchType: 'message', removed: keys }] };
}

onEachEngine('rows that are kept', (engine) => {
  let test: TestStore;
  let backup: string;
  beforeEach(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
  });
  afterEach(() => test.dispose());

  /** Claims the next piece that reads, after the plan of the run. */
  async function claim(run: string, artifacts: readonly string[] = ['messages']): Promise<ClaimedPiece> {
    const { store } = test;
    for (;;) {
      const claimed = await store.pieces.claim(run, ME);
      if (claimed.type !== 'piece') throw new Error('There is nothing to claim.');
      if (claimed.piece.kind === 'read') return claimed.piece;
      const common = { version: 1, signature: run, unchanged: false, weight: 1, slices: 1, ledger: null };
      const planned = artifacts.map((artifact) => ({ ...common, artifact }));
      await store.pieces.plan(run, claimed.piece, planned);
    }
  }

  /** Starts a run, up to the piece that reads. */
  async function start(artifacts: readonly string[] = ['messages']): Promise<{ run: string; piece: ClaimedPiece }> {
    const run = (await test.store.runs.acquire(backup, { owner: 'me' })).id;
    return { run, piece: await claim(run, artifacts) };
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
  async function visible(of = backup, artifact = 'messages'): Promise<unknown> {
    const { backupId, runs } = await test.store.runs.scope(of);
    const rows = await test.store.read
      .selectFrom('messages')
      .select(['key', 'body'])
      .where('backupId', '=', backupId)
      .where('runId', '=', runs.get(artifact) ?? 0)
      .orderBy('key')
      .execute();
    const found = async (text: string) =>
      (
        await test.store.search.find({
          query: parseQuery(text),
          sort: 'oldest',
          limit: 20,
          backups: [of],
        })
      ).items.map(({ ref }) => ref);
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
      for (const table of ['messages', 'artifact_search_index'] as const) {
        expect(await test.store.read.selectFrom(table).select('runId').execute()).toHaveLength(1);
      }
      expect(await test.store.read.selectFrom('artifact_states').select('artifactRunId').execute()).toHaveLength(1);
    },
  );

  it('come with what the earlier reading remembered, however much that is', async () => {
    const remembered = Uint8Array.from({ length: 2_500_000 }, (_, at) => (at * at) % 251);
    const { run, piece } = await start();
    // A view of a larger memory.
    const state = remembered.subarray(5);
    await test.store.pieces.finish(run, piece, result({ state }), 0);
    await test.store.runs.finish(run);
    const earlier = await test.store.pieces.earlier((await start()).piece, ARTIFACT);
    expect(Buffer.compare(earlier?.state ?? new Uint8Array(), remembered.subarray(5))).toBe(0);
    const rows = await test.store.read.selectFrom('artifact_states').select('position').execute();
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2]);
  });

  it('are told from those that others write meanwhile', async () => {
    const rowsRunId = await firstIndex();
    const other = await addBackup(test.store, { path: '/backups/other' }, 'V'.repeat(40));
    const [first, ...more] = CHANGED;
    const started = await start();
    await writeMessages(test.dsn, { ...(started.piece.target as WriteTarget), rowsRunId }, first ? [first] : []);
    // The same keys and times.
    const theirs = [2, 3, 4].map((key) => ({ key, text: `text ${key}` }));
    await indexMessages(test, other, theirs);
    await read(
      started,
      more,
      kept(rowsRunId, [
        [2, timeOf(2)],
        [3, timeOf(3)],
      ]),
    );
    await test.store.runs.finish(started.run);
    await test.store.purge();
    expect(await visible()).toEqual(AFTER);
    const keys = ['2', '3', '4'];
    expect(await visible(other)).toEqual({ rows: theirs.map(({ key, text }) => [key, text]), text: keys, all: keys });
  });

  it('are those of each artifact of a run, one of which was begun by a worker that was lost', async () => {
    const both = ['messages', 'notes'];
    const before = await start(both);
    for (const text of ['text', 'note']) {
      const piece = text === 'text' ? before.piece : await claim(before.run);
      const messages = [1, 2, 3].map((key) => ({ key, text: `${text} ${key}` }));
      await read({ run: before.run, piece }, messages, null);
    }
    await test.store.runs.finish(before.run);
    const { runs } = await test.store.runs.scope(backup);
    const started = await start(both);
    const lost = { ...(started.piece.target as WriteTarget), rowsRunId: runs.get('messages') ?? 0 };
    await writeMessages(test.dsn, lost, CHANGED.slice(0, 1));
    // The same holder, started again.
    const again = await claim(started.run);
    expect(again).toEqual({ ...started.piece, claim: 2 });
    const removed = [
      [2, timeOf(2)],
      [3, timeOf(3)],
    ] satisfies Removed;
    await read({ run: started.run, piece: again }, CHANGED, kept(runs.get('messages') ?? 0, removed));
    const notes = await claim(started.run);
    await read(
      { run: started.run, piece: notes },
      [{ key: 1, text: 'another note' }],
      kept(runs.get('notes') ?? 0, [[1, timeOf(1)]]),
    );
    await test.store.runs.finish(started.run);
    await test.store.purge();
    // Searches find those of both.
    const found = { text: AFTER.text, all: ['1', '1', '2', '2', '3', '4'] };
    expect(await visible()).toEqual({ rows: AFTER.rows, ...found });
    const rows = [
      [1, 'another note'],
      [2, 'note 2'],
      [3, 'note 3'],
    ];
    expect(await visible(backup, 'notes')).toEqual({ rows, ...found });
    expect(await test.store.runs.remembered(backup)).toEqual(both.map((artifact) => ({ artifact, version: 1 })));
  });

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
