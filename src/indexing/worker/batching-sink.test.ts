import { describe, expect, it } from 'vitest';
import { type ArtifactDefinition, defineArtifact } from '../../artifacts/kit/artifact.ts';
import { integer, json, table, text } from '../../model/columns.ts';
import { unpackPart } from '../../storage/bulk/batch.ts';
import { BatchCredits } from '../batch-credits.ts';
import type { ReaderMessage } from '../protocol.ts';
import { BatchingSink, type BatchingSinkOptions } from './batching-sink.ts';

const tables = {
  letters: table({ primaryKey: ['key'], columns: { key: integer(), title: text(), facts: json() } }),
  pages: table({ primaryKey: ['page'], columns: { page: integer(), letter: integer(), title: text() } }),
  senders: table({ primaryKey: ['name'], columns: { name: text(), letters: integer() } }),
};
const artifact: ArtifactDefinition = defineArtifact({
  id: 'letters',
  title: 'Letters',
  area: 'documents',
  version: 1,
  stores: {},
  needs: 'any',
  absent: 'There are no letters.',
  tables,
  kinds: {},
  extract: () => [],
  slicing: { wholeTables: ['senders'], merge: (_table, earlier) => earlier },
  growth: { units: { letters: 'key', pages: 'letter' }, searched: 'letters' },
  seenOn: [],
});
const RECORDS = [
  ['letters', { key: 1, title: 'one', facts: { a: 1 } }, { text: 'one', at: 5 }],
  ['pages', { page: 9, letter: 2, title: 'page' }],
  ['senders', { name: 'Ann', letters: 2 }],
  ['senders', { name: 'Bob', letters: 1 }],
] as const;

/** What a sink posts and keeps of the records. */
function sent(asValues: boolean, options: Pick<BatchingSinkOptions, 'slice' | 'earlier'>) {
  const posted: ReaderMessage[] = [];
  const sink = new BatchingSink({
    artifact,
    target: { backup: 'b', artifact: 'letters', backupId: 1, runId: 2 },
    region: null,
    credits: new BatchCredits(),
    post: (message) => posted.push(message),
    ...options,
  });
  if (options.earlier !== null) {
    const groups = [{ units: { letters: ['key'], pages: ['letter'] }, searched: 'letters' }];
    sink.keepRows(groups).remove('letters', { key: [7], at: 3 });
  }
  for (const [name, row, search] of RECORDS) sink.add([name, (asValues ? Object.values(row) : row) as never, search]);
  sink.flush();
  return {
    batches: posted.flatMap((message) => (message.type === 'batch' ? message.batch.map(unpackPart) : [])),
    partial: sink.partial(),
    kept: sink.kept(),
  };
}

describe('rows given as arrays', () => {
  it('wait for other slices as objects do', () => {
    const options = { slice: { index: 0, of: 2 }, earlier: null };
    const arrays = sent(true, options);
    expect(arrays).toEqual(sent(false, options));
    expect(arrays.partial).toEqual({ senders: RECORDS.slice(2).map(([, row]) => row) });
  });

  it('replace the earlier rows of their units as objects do', () => {
    const options = { slice: { index: 0, of: 1 }, earlier: { rowsRunId: 1, state: new Uint8Array() } };
    const arrays = sent(true, options);
    expect(arrays).toEqual(sent(false, options));
    expect(arrays.kept?.groups.map(({ removed }) => removed)).toEqual([[[[7], 3], [[1]], [[2]]]]);
  });
});
