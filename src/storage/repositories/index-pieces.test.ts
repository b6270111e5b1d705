import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  addBackup,
  onEachEngine,
  openTestStore,
  type TestStore,
  writeMessages,
} from '../../../test/support/storage/test-store.ts';
import { msg, plain } from '../../locales/messages.ts';
import { isDomainError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import type { ClaimedPiece, PieceResult, PlannedPieces } from './piece-types.ts';

const ONE = { holder: 'one', worker: 'worker one' };
const TWO = { holder: 'two', worker: 'worker two' };

function planned(artifact: string, slices = 1, unchanged = false): PlannedPieces {
  return { artifact, version: 1, signature: `signature of ${artifact}`, unchanged, weight: 10, slices, ledger: null };
}

function result(artifact: string, partial: PieceResult['partial'] = null): PieceResult {
  const counts = { found: 1, parsed: 1, skipped: 0, notes: [], milliseconds: 1 };
  const ledger: LedgerEntry = { artifact, version: 1, outcome: 'indexed', reason: null, ...counts };
  const file = { fileID: 'f', domain: 'HomeDomain', relativePath: 'a.db', size: 1, sha256: 's' };
  return { ledger, sources: [{ artifact, store: 'db', ...file }], partial, readAgain: false };
}

onEachEngine('IndexPieces', (engine) => {
  let test: TestStore;
  let backup: string;
  let run: string;
  beforeEach(async () => {
    test = await openTestStore(engine);
    backup = await addBackup(test.store);
    run = (await test.store.runs.acquire(backup, { owner: 'me' })).id;
  });
  afterEach(() => test.dispose());

  /** Claims a piece that must exist. */
  const claim = async (claimant = ONE, leaseMs?: number): Promise<ClaimedPiece> => {
    const claimed = await test.store.pieces.claim(run, claimant, leaseMs === undefined ? {} : { leaseMs });
    if (claimed.type !== 'piece') throw new Error(`nothing to claim: ${claimed.type}`);
    return claimed.piece;
  };
  const typeOfClaim = async (claimant = ONE) => (await test.store.pieces.claim(run, claimant)).type;
  const plan = async (...artifacts: PlannedPieces[]) => test.store.pieces.plan(run, await claim(), artifacts);
  const finish = (piece: ClaimedPiece, done = result(piece.artifact)) => test.store.pieces.finish(run, piece, done, 1);

  it('gives no signature to what this machine prevented from being read', async () => {
    await plan(planned('messages'), planned('notes'));
    await finish(await claim(), { ...result('messages'), readAgain: true });
    await finish(await claim());
    await test.store.runs.finish(run);
    expect(await test.store.runs.currentArtifactRuns(backup)).toMatchObject([
      { artifact: 'messages', signature: null },
      { artifact: 'notes', signature: 'signature of notes' },
    ]);
  });

  it('returns the plan first, then the planned pieces, then nothing', async () => {
    const piece = await claim();
    expect(piece).toMatchObject({ kind: 'plan', claim: 1, target: null });
    expect(await typeOfClaim(TWO)).toBe('busy');
    await test.store.pieces.plan(run, piece, [planned('messages'), planned('notes'), planned('calls', 1, true)]);
    const first = await claim();
    const second = await claim(TWO);
    expect([first, second].map(({ artifact }) => artifact)).toEqual(['messages', 'notes']);
    expect(first.target).toMatchObject({ backup, artifact: 'messages' });
    expect(await typeOfClaim({ holder: 'three', worker: 'worker three' })).toBe('busy');
    await finish(first);
    await finish(second);
    expect(await typeOfClaim()).toBe('complete');
    await test.store.runs.finish(run);
    expect(await test.store.runs.currentArtifactRuns(backup)).toMatchObject([
      { artifact: 'messages', signature: 'signature of messages', outcome: 'indexed' },
      { artifact: 'notes' },
    ]);
    expect(await test.store.sources.list(backup)).toHaveLength(2);
  });

  it('is complete immediately if nothing changed', async () => {
    await plan(planned('messages', 1, true));
    expect(await typeOfClaim(TWO)).toBe('complete');
  });

  it('records missing artifacts with the plan, without creating pieces', async () => {
    const absent: LedgerEntry = {
      ...result('notes').ledger,
      outcome: 'absent',
      reason: plain('Not there.'),
      found: null,
      parsed: 0,
    };
    const missing = { ...planned('notes'), ledger: absent };
    await plan(planned('messages'), missing, {
      ...planned('calls', 1, true),
      ledger: { ...absent, artifact: 'calls' },
    });
    await finish(await claim());
    expect(await typeOfClaim()).toBe('complete');
    expect((await test.store.pieces.list(run)).map(({ artifact }) => artifact)).toEqual(['', 'messages']);
    await test.store.runs.finish(run);
    expect(await test.store.runs.currentArtifactRuns(backup)).toMatchObject([
      { artifact: 'messages', outcome: 'indexed' },
      { artifact: 'notes', outcome: 'absent', signature: 'signature of notes' },
    ]);
    expect(await test.store.ledger.latest(backup)).toMatchObject([
      { artifact: 'messages', current: true },
      { ...absent, current: true },
    ]);
  });

  it('replaces earlier rows by a missing artifact', async () => {
    await plan(planned('notes'));
    await finish(await claim());
    await test.store.runs.finish(run);
    run = (await test.store.runs.acquire(backup, { owner: 'again' })).id;
    const absent: LedgerEntry = {
      ...result('notes').ledger,
      outcome: 'absent',
      reason: plain('Not there.'),
      parsed: 0,
    };
    await plan({ ...planned('notes'), ledger: absent });
    await test.store.runs.finish(run);
    expect(await test.store.runs.currentArtifactRuns(backup)).toMatchObject([{ artifact: 'notes', outcome: 'absent' }]);
  });

  it('updates the signature of unchanged rows from the plan', async () => {
    await plan(planned('messages'), planned('notes'));
    await finish(await claim());
    await finish(await claim());
    await test.store.runs.finish(run);
    run = (await test.store.runs.acquire(backup, { owner: 'again' })).id;
    await plan({ ...planned('messages', 1, true), signature: 'says the same' }, planned('notes'));
    expect(await test.store.runs.currentArtifactRuns(backup)).toMatchObject([
      { artifact: 'messages', signature: 'says the same' },
      { artifact: 'notes', signature: 'signature of notes' },
    ]);
  });

  it('assigns each piece to one of many concurrent callers', async () => {
    await plan(...Array.from({ length: 12 }, (_, index) => planned(`artifact-${index}`)));
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) => test.store.pieces.claim(run, { holder: `${index}`, worker: 'w' })),
    );
    const ids = claims.map((each) => (each.type === 'piece' ? each.piece.id : null));
    expect(new Set(ids).size).toBe(12);
    expect(ids).not.toContain(null);
  });

  it('combines the slices of an artifact after the last of them, and then closes it', async () => {
    await plan(planned('messages', 2));
    const [first, second] = [await claim(ONE), await claim(TWO)];
    expect([first.slice, second.slice, first.slices]).toEqual([0, 1, 2]);
    expect(second.target).toEqual(first.target);
    const rows = [{ key: 1, title: 'a needle in the haystack' }];
    await finish(first, result('messages', { chats: rows }));
    expect(await typeOfClaim(ONE)).toBe('busy');
    await finish(second, result('messages', { chats: [] }));
    expect((await test.store.ledger.latest(backup)).length).toBe(0);
    const combine = await claim(TWO);
    expect(combine).toMatchObject({ kind: 'combine', artifact: 'messages' });
    expect(await test.store.pieces.slices(combine)).toMatchObject([
      { partial: { chats: rows }, ledger: { parsed: 1 } },
      { partial: { chats: [] } },
    ]);
    await finish(combine);
    expect(await test.store.ledger.latest(backup)).toMatchObject([{ artifact: 'messages', outcome: 'indexed' }]);
    await test.store.runs.finish(run);
    const kept = await test.store.read.selectFrom('index_pieces').select('partial').execute();
    expect(kept.every(({ partial }) => partial === null)).toBe(true);
  });

  it('reassigns a piece when its lease expires, and to the same holder immediately', async () => {
    await plan(planned('messages'));
    const lost = await claim(ONE);
    expect(await typeOfClaim(TWO)).toBe('busy');
    const again = await claim(ONE, 1);
    expect(again).toMatchObject({ id: lost.id, claim: 2 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const taken = await claim(TWO);
    expect(taken).toMatchObject({ id: lost.id, claim: 3 });
    for (const late of [lost, again]) {
      await expect(finish(late)).rejects.toMatchObject({ code: 'CONFLICT' });
      const beat = test.store.pieces.heartbeat(run, late, { fraction: 0.5, records: 1 });
      await expect(beat).rejects.toMatchObject({ code: 'CONFLICT' });
    }
    await finish(taken);
    await expect(finish(taken)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('gives a worker a piece to read beside its own only if nobody has claimed it', async () => {
    await plan(planned('messages'), planned('notes'), planned('calls'), planned('photos', 2));
    const ahead = async (claimant = ONE) => {
      const claimed = await test.store.pieces.claim(run, claimant, { ahead: true });
      return claimed.type === 'piece'
        ? [claimed.piece.artifact, claimed.piece.slice, claimed.piece.claim]
        : claimed.type;
    };
    expect(await claim()).toMatchObject({ artifact: 'messages' });
    expect(await ahead()).toEqual(['notes', 0, 1]);
    // The lease of another worker's piece has expired.
    expect(await claim(TWO, -1)).toMatchObject({ artifact: 'calls' });
    expect(await ahead()).toEqual(['photos', 0, 1]);
    expect(await ahead()).toEqual(['photos', 1, 1]);
    expect(await ahead()).toBe('busy');
    expect(await claim()).toMatchObject({ artifact: 'messages', claim: 2 });
  });

  it('duplicates no rows when a piece is read again', async () => {
    await plan(planned('messages'));
    const lost = await claim(ONE);
    const rows = [1, 2, 3].map((key) => ({ key, text: `text ${key}` }));
    if (lost.target === null) throw new Error('a piece to read has a target');
    await writeMessages(test.dsn, lost.target, rows.slice(0, 2));
    const again = await claim(ONE);
    if (again.target === null) throw new Error('a piece to read has a target');
    expect(again.target).toEqual(lost.target);
    await writeMessages(test.dsn, again.target, rows);
    await finish(again);
    await test.store.runs.finish(run);
    const count = async (table: 'messages' | 'artifact_search_index') =>
      (await test.store.read.selectFrom(table).select('runId').execute()).length;
    expect(await count('messages')).toBe(3);
    expect(await count('artifact_search_index')).toBe(3);
  });

  it('records progress and extends the lease of the run', async () => {
    await plan(planned('messages'));
    const piece = await claim(ONE);
    const before = await test.store.runs.get(run);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await test.store.pieces.heartbeat(run, piece, { fraction: 0.25, records: 400 });
    expect((await test.store.runs.get(run)).leaseExpiresAt).toBeGreaterThan(before.leaseExpiresAt);
    expect((await test.store.pieces.list(run)).at(-1)).toMatchObject({
      kind: 'read',
      state: 'running',
      worker: 'worker one',
      fraction: 0.25,
      records: 400,
      outcome: null,
    });
  });

  it('has no work for a run that has ended', async () => {
    await plan(planned('messages'));
    const piece = await claim(ONE);
    await test.store.runs.fail(run, { state: 'cancelled', code: 'CANCELLED', reason: msg('run.cancelled') });
    const tries = [claim(), finish(piece), test.store.pieces.heartbeat(run, piece, { fraction: 1, records: 1 })];
    for (const attempt of await Promise.allSettled(tries)) {
      expect(attempt.status === 'rejected' && isDomainError(attempt.reason, 'CONFLICT')).toBe(true);
    }
  });

  it('deletes the pieces of a deleted index', async () => {
    await plan(planned('messages'));
    await finish(await claim());
    await test.store.runs.finish(run);
    await test.store.deleteIndex(backup);
    await test.store.purge();
    expect(await test.store.read.selectFrom('index_pieces').select('id').execute()).toEqual([]);
  });
});
