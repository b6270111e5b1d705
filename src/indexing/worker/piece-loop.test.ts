import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { ANY_ENGINE } from '../../../test/support/storage/engines.ts';
import { addBackup, openTestStore, type TestStore } from '../../../test/support/storage/test-store.ts';
import { currentFingerprint } from '../../backup/discovery/inspect.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import type { Batch, BulkWriter, PlannedPieces } from '../../storage/index.ts';
import type { Job, ReaderAnswer, ReaderOrder, RunEvent } from '../protocol.ts';
import { PieceLoop, type PieceLoopOptions } from './piece-loop.ts';
import type { ReaderUpdate } from './reader.ts';

const ARTIFACTS = ['calls', 'notes', 'photos'];

let test: TestStore;
/** The folder of the backup, which the loop looks at before the run ends. */
let folder = '';
beforeEach(async () => {
  test = await openTestStore(ANY_ENGINE);
  folder = tempFolder();
  writeFileSync(join(folder, 'Manifest.db'), 'SQLite format 3\0');
});
afterEach(() => test.dispose());

function ledgerOf(artifact: string): LedgerEntry {
  const counts = { found: 1, parsed: 1, skipped: 0, notes: [], milliseconds: 1 };
  return { artifact, version: 1, outcome: 'indexed', reason: null, ...counts };
}

function answerTo(order: ReaderOrder): ReaderAnswer {
  if (order.type === 'close') return { type: 'closed' };
  if (order.type === 'preview') return { type: 'preview', result: null };
  if (order.type === 'plan') {
    const common = { version: 1, signature: 's', unchanged: false, weight: 1, slices: 1, ledger: null };
    return {
      type: 'planned',
      artifacts: ARTIFACTS.map((artifact): PlannedPieces => ({ artifact, ...common })),
      size: null,
    };
  }
  const ledger = ledgerOf(order.target.artifact);
  return { type: 'read', result: { ledger, sources: [], partial: null, readAgain: false }, records: 1 };
}

/** A reader that answers at once, and the orders and answers in the order in which they were given and taken. */
class LoggingReader {
  readonly log: string[] = [];
  readonly #orders: ReaderOrder[] = [];

  order(order: ReaderOrder): void {
    if (order.type === 'read') this.log.push(`read ${order.target.artifact}`);
    this.#orders.push(order);
  }

  async answer(): Promise<never> {
    const order = this.#orders.shift();
    if (order === undefined) throw new Error('nothing was ordered');
    if (order.type === 'read') this.log.push(`written ${order.target.artifact}`);
    return answerTo(order) as never;
  }

  async ask(order: ReaderOrder): Promise<never> {
    this.order(order);
    return this.answer();
  }

  tell(): void {}
  batchWritten(): void {}
  async terminate(): Promise<void> {}
}

/** A reader with three batches of each artifact. */
class BatchReader extends LoggingReader {
  override async answer(_type?: unknown, onUpdate?: (update: ReaderUpdate) => Promise<void>): Promise<never> {
    for (const number of [1, 2, 3]) await onUpdate?.({ type: 'batch', batch: [Uint8Array.of(number)] });
    return super.answer();
  }

  override batchWritten(): void {
    this.log.push('room for another');
  }
}

const NO_WRITER: BulkWriter = { write: async () => ({ records: 0, duplicates: 0 }), close: async () => {} };

/** Works on a run after `claims` lost claims of its first artifact. */
async function worked(helpers: number, claims = 0, reader = new LoggingReader(), writer = NO_WRITER) {
  const backup = await addBackup(test.store, { fingerprint: (await currentFingerprint(folder)) ?? '' });
  const { id: run } = await test.store.runs.acquire(backup, { owner: 'me' });
  const claimant = { holder: 'one', worker: 'worker one' };
  for (let claim = 0; claim <= claims; claim++) {
    const claimed = await test.store.pieces.claim(run, claimant);
    if (claimed.type !== 'piece') throw new Error('nothing to claim');
    const planned = answerTo({ type: 'plan', current: {}, remembered: {}, isSized: true, choice: null, scan: null });
    if (claim === 0 && planned.type === 'planned') await test.store.pieces.plan(run, claimed.piece, planned.artifacts);
  }
  const events: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === 'piece' || event.type === 'artifact') events.push(`${event.type} ${event.artifact}`);
  };
  const rest = {
    dsn: '',
    tempPath: null,
    path: folder,
    keyBytes: 0,
    heartbeatMs: 60_000,
    previews: false,
    isFirst: false,
    sliceFromBytes: 0,
  };
  const job: Job = { ...rest, ...claimant, backup, run, helpers };
  const options: PieceLoopOptions = {
    job,
    readers: { current: reader, of: async () => reader },
    store: test.store,
    writer,
    onEvent,
    giveUp: () => {
      throw new Error('given up');
    },
  };
  const end = await new PieceLoop(options).run();
  const ledger = (await test.store.ledger.latest(backup)).map(({ artifact, outcome }) => `${artifact} ${outcome}`);
  return { end, log: reader.log, events: [...new Set(events)], ledger };
}

const ALL_INDEXED = ARTIFACTS.map((artifact) => `${artifact} indexed`);

it('has the next artifact read while the one before is written, and ends them in order', async () => {
  expect(await worked(1)).toEqual({
    end: 'ended',
    log: ['read calls', 'read notes', 'written calls', 'read photos', 'written notes', 'written photos'],
    events: ARTIFACTS.flatMap((artifact) => [`piece ${artifact}`, `artifact ${artifact}`]),
    ledger: ALL_INDEXED,
  });
});

it('takes no artifact from other workers', async () => {
  const { end, log, ledger } = await worked(2);
  expect([end, ledger]).toEqual(['ended', ALL_INDEXED]);
  expect(log).toEqual(ARTIFACTS.flatMap((artifact) => [`read ${artifact}`, `written ${artifact}`]));
});

it('reads nothing beside an artifact that has cost a worker its life', async () => {
  const { end, log, ledger } = await worked(1, 1);
  expect([end, ledger]).toEqual(['ended', ALL_INDEXED]);
  expect(log).toEqual(['read calls', 'written calls', 'read notes', 'read photos', 'written notes', 'written photos']);
});

describe('a backup that changes while it is read', () => {
  /** A reader before whose last answer something happens to the backup. */
  class DisturbedReader extends LoggingReader {
    readonly #disturb: () => void;

    constructor(disturb: () => void) {
      super();
      this.#disturb = disturb;
    }

    override async answer(): Promise<never> {
      this.#disturb();
      return super.answer();
    }
  }

  const staleReasons = async () => (await test.store.backups.list()).map(({ staleReason }) => staleReason);

  it.each(['folder', 'manifest'])('has no new index if its %s is gone', async (what) => {
    const gone = what === 'folder' ? folder : join(folder, 'Manifest.db');
    const reader = new DisturbedReader(() => rmSync(gone, { recursive: true, force: true }));
    await expect(worked(1, 0, reader)).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
      detail: msg('detail.backup-gone-meanwhile'),
    });
    expect(reader.log).toContain('written photos');
    expect((await test.store.backups.list()).map(({ lastIndexedAt }) => lastIndexedAt)).toEqual([null]);
  });

  it('is to be indexed again if its manifest is another one', async () => {
    await worked(1);
    expect(await staleReasons()).toEqual([null]);
    await test.dispose();
    test = await openTestStore(ANY_ENGINE);
    const reader = new DisturbedReader(() => truncateSync(join(folder, 'Manifest.db'), 8));
    expect(await worked(1, 0, reader)).toMatchObject({ end: 'ended', ledger: ALL_INDEXED });
    expect(await staleReasons()).toEqual([msg('stale.rewritten-meanwhile')]);
  });
});

describe('batches', () => {
  /** A writer that writes a batch once it was given the next one; it rejects the one with number `broken`. */
  function waitingWriter(log: string[], broken = 0): BulkWriter {
    let goOn = () => {};
    const write = async ([part]: Batch) => {
      const number = part?.[0] ?? 0;
      goOn();
      log.push(`given ${number}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      goOn = resolve;
      if (number < 3) await promise;
      else await setImmediate();
      log.push(`wrote ${number}`);
      if (number === broken) {
        goOn();
        throw new DomainError('STORAGE_UNAVAILABLE');
      }
      return { records: 1, duplicates: 0 };
    };
    return { ...NO_WRITER, write };
  }

  it('are given to the writer while the one before is written, and all are before the artifact ends', async () => {
    const reader = new BatchReader();
    const { ledger } = await worked(2, 0, reader, waitingWriter(reader.log));
    expect(ledger).toEqual(ALL_INDEXED);
    const calls = reader.log.slice(0, reader.log.indexOf('read notes'));
    expect(calls.filter((call) => /^(given|wrote)/.test(call))).toEqual([
      'given 1',
      'given 2',
      'wrote 1',
      'given 3',
      'wrote 2',
      'wrote 3',
    ]);
    expect(calls.filter((call) => call === 'room for another')).toHaveLength(3);
  });

  it.each([1, 2, 3])('end the run if number %i cannot be written', async (broken) => {
    const reader = new BatchReader();
    await expect(worked(2, 0, reader, waitingWriter(reader.log, broken))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    expect(reader.log).not.toContain('read notes');
  });
});
