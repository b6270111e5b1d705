import { expect, it } from 'vitest';
import type { App } from '../app.ts';
import type { RunState } from '../model/progress.ts';
import type { BackupRef } from '../sessions/types.ts';
import { indexBackup } from './index-backup.ts';
import type { Output } from './output.ts';

const SIGNAL = 'SIGINT';
const REF = { id: 'b' } as unknown as BackupRef;

/** An app whose run has ended, and whose database is tidied up for ever. */
function tidyingApp(state: RunState): {
  readonly app: App;
  readonly cancels: string[];
  readonly tidying: Promise<void>;
} {
  const cancels: string[] = [];
  const { promise: tidying, resolve: begun } = Promise.withResolvers<void>();
  const forEver = async (): Promise<void> => {
    begun();
    await new Promise(() => {});
  };
  const app = {
    store: { accesses: { add: async () => undefined }, purge: forEver },
    indexer: {
      start: async () => undefined,
      watch: () => () => undefined,
      wait: async () => ({ state, code: null, reason: null }),
      settled: forEver,
      cancel: async (id: string) => void cancels.push(id),
    },
  } as unknown as App;
  return { app, cancels, tidying };
}

const outputTo = (lines: string[]): Output =>
  ({ isInteractive: false, info: (line: string) => void lines.push(line) }) as unknown as Output;

it('says at Ctrl-C that the database is tidied up after a run, and leaves that at the second one', async () => {
  const { app, cancels, tidying } = tidyingApp('succeeded');
  const lines: string[] = [];
  const before = process.listenerCount(SIGNAL);
  const indexed = indexBackup(app, { ref: REF, keys: null }, outputTo(lines));
  await tidying;
  expect(lines).toEqual([]);
  process.emit(SIGNAL);
  expect(lines).toEqual(['Tidying up the database. Ctrl-C leaves that to the next run.']);
  process.emit(SIGNAL);
  expect(await indexed).toMatchObject({ state: 'succeeded' });
  expect([cancels, lines.length, process.listenerCount(SIGNAL)]).toEqual([[], 1, before]);
});

it('says so at once after a run that was cancelled, and lets the system end it', async () => {
  const { app, tidying } = tidyingApp('cancelled');
  const lines: string[] = [];
  const before = process.listenerCount(SIGNAL);
  void indexBackup(app, { ref: REF, keys: null }, outputTo(lines));
  await tidying;
  expect(lines).toEqual(['Tidying up the database. Ctrl-C leaves that to the next run.']);
  expect(process.listenerCount(SIGNAL)).toBe(before);
});
