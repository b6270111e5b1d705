import { afterEach, describe, expect, it } from 'vitest';
import { fullOnly } from './support/depth.ts';
import { firstOnly } from './support/first-only.ts';
import { openBench, type QueueBench } from './support/queue-bench.ts';
import { hasService } from './support/services/shared.ts';
import { onEachEngine } from './support/storage/engines.ts';

firstOnly();

const MESSAGES = 6_000;

/** Timeout for up to ten processes on a slow machine. */
const TIMEOUT_MS = 150_000;
const TABLES = [
  'messages',
  'message_attachments',
  'message_conversation_items',
  'message_conversations',
  'contacts',
] as const;

let benches: QueueBench[] = [];
afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
  benches = [];
});

async function open(...options: Parameters<typeof openBench>): Promise<QueueBench> {
  const bench = await openBench(...options);
  benches.push(bench);
  return bench;
}

/** Every row of the index without run numbers, in a fixed order. Rows of previews are removed a little later. */
async function rowsOf(bench: QueueBench): Promise<Record<string, string[]>> {
  const { store } = bench.app();
  const rows: Record<string, string[]> = {};
  const texts = (list: readonly object[]) =>
    list.map((row) => JSON.stringify({ ...row, backupId: 0, runId: 0, id: 0 })).sort();
  const runs = await store.read.selectFrom('artifact_runs').select('id').where('isCurrent', '=', true).execute();
  const current = runs.map(({ id }) => id);
  for (const table of TABLES) {
    rows[table] = texts(await store.read.selectFrom(table).selectAll().where('runId', 'in', current).execute());
  }
  const hits = store.read.selectFrom('artifact_search_index').selectAll().where('runId', 'in', current);
  rows.search = texts(await hits.execute());
  return rows;
}

async function ledgerOf(bench: QueueBench): Promise<unknown> {
  const lines = await bench.app().store.ledger.latest(bench.backup);
  return lines.map(({ milliseconds: _milliseconds, createdAt: _createdAt, ...line }) => line);
}

describe.skipIf(!hasService('redis'))('several workers', { timeout: TIMEOUT_MS }, () => {
  onEachEngine('share a backup,', (engine) => {
    it('share its artifacts and messages, and give the same rows and ledger as one process', fullOnly, async () => {
      const demo = { messages: MESSAGES, contacts: 60, notes: 40, whatsapp: 500, calls: 50 };
      const shared = await open({ queue: 'redis', engine, demo, settings: { WORKER__SLICE_FROM_MB: '0' } });
      const alone = await open({ queue: 'embedded', demo });
      for (const name of ['first', 'second', 'third']) await shared.startWorker(name);

      const run = await shared.start();
      expect(await shared.app().indexer.wait(shared.backup)).toMatchObject({ state: 'succeeded', reason: null });
      await alone.start();
      expect(await alone.app().indexer.wait(alone.backup)).toMatchObject({ state: 'succeeded', reason: null });

      const pieces = await shared.app().store.pieces.list(run);
      const messages = pieces.filter(({ artifact }) => artifact === 'messages');
      expect(messages.map(({ kind, slice, slices }) => [kind, slice, slices])).toEqual([
        ['preview', 0, 1],
        ['read', 0, 3],
        ['read', 1, 3],
        ['read', 2, 3],
        ['combine', 0, 3],
      ]);
      expect(new Set(pieces.map(({ worker }) => worker)).size).toBeGreaterThan(1);
      expect(await rowsOf(shared)).toEqual(await rowsOf(alone));
      expect(await ledgerOf(shared)).toEqual(await ledgerOf(alone));
      const progress = shared.app().indexer.progress(shared.backup);
      expect(progress?.artifacts.find(({ artifact }) => artifact === 'messages')).toMatchObject({ outcome: 'indexed' });
    });

    it('keep no text of the backup in the pieces after the run', fullOnly, async () => {
      const demo = { messages: 500 };
      const bench = await open({ queue: 'redis', engine, demo, settings: { WORKER__SLICE_FROM_MB: '0' } });
      for (const name of ['first', 'second']) await bench.startWorker(name);
      await bench.start();
      expect(await bench.app().indexer.wait(bench.backup)).toMatchObject({ state: 'succeeded', reason: null });
      const rows = await bench.app().store.read.selectFrom('index_pieces').select('partial').execute();
      expect(rows.length).toBeGreaterThan(3);
      expect(rows.every(({ partial }) => partial === null)).toBe(true);
    });
  });
});
