import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quickIf } from '../../../test/support/depth.ts';
import {
  addBackup,
  ENGINES,
  openTestStore,
  TEST_TABLES,
  type TestStore,
  type TestTables,
} from '../../../test/support/storage/test-store.ts';
import { plain } from '../../locales/messages.ts';
import type { RowOf } from '../../model/columns.ts';
import type { WriteTarget } from '../repositories/run-types.ts';
import { parseQuery } from '../search/query.ts';
import { packPart, unpackPart } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { BulkWriter } from './bulk-writer.ts';
import { openBulkWriter } from './open-bulk-writer.ts';

type Message = RowOf<TestTables['messages']>;
const ROW: Message = {
  key: 1,
  conversation: 'c',
  sender: 's',
  fromMe: true,
  body: 'b',
  sentAt: 1,
  weight: 0.5,
  extra: { a: [1] },
};

describe.each(ENGINES)('bulk writing on $name', (engine) => {
  /** For what both engines leave to the same code. */
  const sharedByEngines = quickIf(engine.name === 'sqlite');
  let test: TestStore;
  let target: WriteTarget;
  let runId: string;
  let writer: BulkWriter;
  let builder: BatchBuilder<TestTables>;
  beforeEach(async () => {
    test = await openTestStore(engine);
    const backup = await addBackup(test.store);
    runId = (await test.store.runs.acquire(backup, { owner: 'test' })).id;
    target = await test.store.runs.startArtifactRun(runId, { id: 'messages', version: 1 });
    writer = await openBulkWriter({ dsn: test.dsn, tables: TEST_TABLES });
    builder = new BatchBuilder({ target, tables: TEST_TABLES, searchTypes: { messages: 'message' } });
  });
  afterEach(async () => {
    await writer.close();
    await test.dispose();
  });
  const rows = () => test.store.read.selectFrom('messages').selectAll().orderBy('key').execute();

  it('returns every kind of value unchanged', async () => {
    const plain: Message[] = [
      ROW,
      { ...ROW, key: -5, fromMe: false, body: '', extra: null, sentAt: null, weight: -1e300 },
      { ...ROW, key: 2 ** 53 - 1, extra: 'text', conversation: '😀 \u0001', sentAt: -62_135_596_800_000 },
      {
        ...ROW,
        key: 7,
        conversation: null,
        sender: null,
        fromMe: null,
        body: null,
        sentAt: null,
        weight: null,
        extra: [],
      },
    ];
    for (const row of plain) builder.add('messages', row);
    builder.add('message_parts', { message: 1, position: 0, body: 'part' });
    expect(builder.size).toBe(5);
    expect(await writer.write(builder.take())).toEqual({ records: 5, duplicates: 0 });
    expect(builder.size).toBe(0);
    const scope = { backupId: target.backupId, runId: target.runId };
    expect(await rows()).toEqual(
      plain.toSorted((a, b) => Number(a.key) - Number(b.key)).map((row) => ({ ...scope, ...row })),
    );
    expect(await test.store.read.selectFrom('message_parts').select('body').execute()).toEqual([{ body: 'part' }]);
  });

  it('replaces invalid values by null and counts them, and replaces characters that no database accepts', async () => {
    const wrong = {
      key: 1.9,
      conversation: 5,
      sender: 'a\0b\ud800',
      fromMe: 'yes',
      body: 'x',
      sentAt: 2 ** 60,
      weight: Number.NaN,
      extra: { k: '\0' },
    };
    builder.add('messages', wrong as unknown as Message);
    expect(builder.coerced).toBe(4);
    await writer.write(builder.take());
    expect(await rows()).toMatchObject([
      {
        key: 1,
        conversation: null,
        sender: 'a\uFFFDb\uFFFD',
        fromMe: null,
        sentAt: null,
        weight: null,
        extra: { k: '\uFFFD' },
      },
    ]);
  });

  it('refuses a row without its key and a table of another artifact', () => {
    expect(() => builder.add('messages', { ...ROW, key: null })).toThrow(/without key/);
    expect(() => builder.add('messages', { ...ROW, key: Number.NaN })).toThrow(/without key/);
    expect(() => builder.add('calls' as 'messages', ROW)).toThrow(/no table calls/);
  });

  it('skips rows with an existing key and their search rows, and counts them', async () => {
    const add = (key: number, text: string) => builder.add('messages', { ...ROW, key, body: text }, { text, at: 1000 });
    add(1, 'first');
    add(1, 'second');
    add(2, 'third');
    expect(await writer.write(builder.take())).toEqual({ records: 2, duplicates: 1 });
    add(2, 'fourth');
    expect(await writer.write(builder.take())).toEqual({ records: 0, duplicates: 1 });
    expect((await rows()).map(({ body }) => body)).toEqual(['first', 'third']);
    const found = await test.store.read
      .selectFrom('artifact_search_index')
      .select('displayText')
      .orderBy('displayText')
      .execute();
    expect(found.map(({ displayText }) => displayText)).toEqual(['first', 'third']);
  });

  it('assigns the same ids on every run, in time order', async () => {
    for (let key = 0; key < 50; key++)
      builder.add('messages', { ...ROW, key }, { text: `${key}`, at: 1e12 - key * 1000 });
    await writer.write(builder.take());
    const ids = await test.store.read.selectFrom('artifact_search_index').select(['id', 'ref']).orderBy('id').execute();
    expect(ids.map(({ ref }) => Number(ref))).toEqual(Array.from({ length: 50 }, (_, index) => 49 - index));
    expect(Math.floor((ids[49]?.id as number) / 2048)).toBe(1e12);
  });

  it('identifies a record of a table with two key columns by both', async () => {
    builder.add('message_parts', { message: 4, position: 2, body: 'x' }, { text: 'x', at: null });
    await writer.write(builder.take());
    expect(await test.store.read.selectFrom('artifact_search_index').select(['type', 'ref']).execute()).toEqual([
      { type: 'message_parts', ref: '4,2' },
    ]);
  });

  it('assigns ids to thousands of records with the same time', { timeout: 30_000, ...sharedByEngines }, async () => {
    for (let key = 0; key < 9000; key++) builder.add('messages', { ...ROW, key }, { text: 'same', at: 1e12 });
    await writer.write(builder.take());
    await test.store.runs.finishArtifactRun(target, {
      entry: {
        artifact: 'messages',
        version: 1,
        outcome: 'indexed',
        reason: null,
        found: null,
        parsed: 9000,
        skipped: 0,
        notes: [],
        milliseconds: 0,
      },
      signature: null,
      sources: [],
    });
    await test.store.runs.finish(runId);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<TestStore['store']['search']['find']>> = await test.store.search.find({
        query: parseQuery('same after:2001-09-09 before:2001-09-10'),
        sort: 'newest',
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { ref } of page.items) seen.add(ref);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.size).toBe(9000);
  });

  it('is full after ten thousand records or eight million characters', () => {
    for (let key = 0; !builder.full; key++) builder.add('messages', { ...ROW, key });
    expect(builder.size).toBe(10_000);
    builder.take();
    builder.add('messages', { ...ROW, body: 'x'.repeat(8_000_000) });
    expect(builder.full).toBe(true);
  });

  it('writes all of a batch or nothing', async () => {
    builder.add('messages', ROW, { text: 'x', at: 1 });
    const part = unpackPart(builder.take()[0] as Uint8Array);
    // A row of message_parts without its position, which is part of the key.
    part.tables[1]?.values.push(1, null, 'x');
    await expect(writer.write([packPart(part)])).rejects.toThrow(/query failed/);
    expect(await rows()).toEqual([]);
    builder.add('messages', ROW);
    expect((await writer.write(builder.take())).records).toBe(1);
    // On SQLite, indexes are made with the first row that stays.
    const indexes = engine.name === 'sqlite' ? sql`sqlite_schema where name` : sql`pg_indexes where indexname`;
    const { rows: made } = await sql`select 1 from ${indexes} = 'messages__conversation__sent_at'`.execute(
      test.store.read,
    );
    expect(made).toHaveLength(1);
  });

  it('writes nothing for a run that has ended', async () => {
    builder.add('messages', ROW, { text: 'x', at: 1 });
    await test.store.runs.fail(runId, { state: 'cancelled', code: 'CANCELLED', reason: plain('enough') });
    await expect(writer.write(builder.take())).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await rows()).toEqual([]);
    expect(await test.store.read.selectFrom('artifact_search_index').select('id').execute()).toEqual([]);
  });

  it('finds other ids if an earlier index occupies the preferred ones', {
    timeout: 30_000,
    ...sharedByEngines,
  }, async () => {
    const fill = (into: BatchBuilder<TestTables>) => {
      for (let key = 0; key < 6000; key++) {
        into.add('messages', { ...ROW, key }, { text: 'again', at: key < 3000 ? 1e12 : key * 1000 });
      }
    };
    fill(builder);
    await writer.write(builder.take());
    const again = await test.store.runs.startArtifactRun(runId, { id: 'messages', version: 1 });
    const second = new BatchBuilder({ target: again, tables: TEST_TABLES, searchTypes: { messages: 'message' } });
    fill(second);
    expect(await writer.write(second.take())).toEqual({ records: 6000, duplicates: 0 });
    const ids = await test.store.read.selectFrom('artifact_search_index').select(['id', 'occurredAt']).execute();
    expect(new Set(ids.map(({ id }) => id)).size).toBe(12_000);
    for (const { id, occurredAt } of ids) {
      const distance = Math.floor(id / 2048) - (occurredAt as number);
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThan(10);
    }
  });

  it('requires a migrated database', async () => {
    const { dsn, drop } = await engine.create(`${test.folder}/none`);
    const opening = openBulkWriter({ dsn, tables: TEST_TABLES });
    await expect(opening).rejects.toThrow(/cannot be opened|not been migrated/);
    await drop();
  });
});
