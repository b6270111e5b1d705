import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../../test/support/depth.ts';
import {
  addBackup,
  ENGINES,
  openTestStore,
  TEST_TABLES,
  type TestStore,
} from '../../../../test/support/storage/test-store.ts';
import { BatchBuilder } from '../../bulk/batch-builder.ts';
import type { BulkWriter } from '../../bulk/bulk-writer.ts';
import { openBulkWriter } from '../../bulk/open-bulk-writer.ts';
import { parseDsn } from '../../dsn.ts';
import { LEASE_MS } from '../../repositories/index-runs.ts';
import type { WriteTarget } from '../../repositories/run-types.ts';
import { PostgresBulkWriter, type WriterTimes } from './postgres-bulk-writer.ts';
import { sessionSettings } from './postgres-connection.ts';

const UNENDED_COPY = fileURLToPath(new URL('../../../../test/support/storage/unended-copy.ts', import.meta.url));

const engine = ENGINES.find(({ name }) => name === 'postgres');

describe.skipIf(engine === undefined)('bulk writing into PostgreSQL', () => {
  let test: TestStore;
  let target: WriteTarget;
  let writers: BulkWriter[];
  let db: Client;

  beforeEach(async () => {
    test = await openTestStore(engine as NonNullable<typeof engine>);
    const backup = await addBackup(test.store);
    const run = await test.store.runs.acquire(backup, { owner: 'test' });
    target = await test.store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
    const open = () => openBulkWriter({ dsn: test.dsn, tables: TEST_TABLES });
    writers = [await open(), await open(), await open()];
    db = new Client({ connectionString: test.dsn });
    await db.connect();
  });
  afterEach(async () => {
    await db.end();
    for (const writer of writers) await writer.close();
    await test.dispose();
  });

  function batch(from: number, to: number, text = 'word') {
    const builder = new BatchBuilder({ target, tables: TEST_TABLES, searchTypes: { messages: 'message' } });
    for (let key = from; key < to; key++) {
      const row = {
        key,
        conversation: null,
        sender: null,
        fromMe: null,
        body: text,
        sentAt: null,
        weight: null,
        extra: null,
      };
      builder.add('messages', row, { text, at: 1e12 });
    }
    return builder.take();
  }
  const count = async (table: string) => Number((await db.query(`select count(*) as n from ${table}`)).rows[0]?.n);

  it('lets several writers write one run concurrently, with the same keys and times', async () => {
    const results = await Promise.all(
      writers.map((writer, index) => writer.write(batch(index * 500, index * 500 + 1500))),
    );
    const records = results.reduce((sum, result) => sum + result.records, 0);
    const duplicates = results.reduce((sum, result) => sum + result.duplicates, 0);
    expect([records, duplicates]).toEqual([2500, 2000]);
    for (const table of ['messages', 'artifact_search_index', 'artifact_search_terms'])
      expect(await count(table)).toBe(2500);
    const { rows } = await db.query('select search_rows from artifact_runs');
    expect(rows).toEqual([{ search_rows: '2500' }]);
  });

  it('takes further batches before the last one is written, in their order', async () => {
    const [writer] = writers;
    const given = [batch(0, 10), batch(5, 30), batch(0, 31)];
    const results = await Promise.all(given.map((each) => (writer as BulkWriter).write(each)));
    expect(results).toEqual([
      { records: 10, duplicates: 0 },
      { records: 20, duplicates: 5 },
      { records: 1, duplicates: 30 },
    ]);
    for (const table of ['messages', 'artifact_search_index', 'artifact_search_terms'])
      expect(await count(table)).toBe(31);
  });

  it('waits for the batches that it was given when it is closed', async () => {
    const writer = await openBulkWriter({ dsn: test.dsn, tables: TEST_TABLES });
    const writing = [batch(0, 10), batch(10, 20)].map((each) => writer.write(each));
    await writer.close();
    expect(await count('messages')).toBe(20);
    await Promise.all(writing);
  });

  it('deletes the terms of a record together with it', async () => {
    await writers[0]?.write(batch(0, 10));
    await writers[0]?.write(batch(10, 12, 'echo '.repeat(300)));
    expect([await count('artifact_search_terms'), await count('artifact_search_parts')]).toEqual([12, 4]);
    await db.query("delete from artifact_search_index where ref::int >= 5 and ref <> '11'");
    expect([await count('artifact_search_terms'), await count('artifact_search_parts')]).toEqual([6, 2]);
  });

  it('writes a batch again for which a table was locked too long', async () => {
    await db.query(`create sequence tries;
      create function busy() returns trigger language plpgsql as $$ begin
        if nextval('tries') <= 2 then raise exception 'busy' using errcode = 'lock_not_available'; end if;
        return null;
      end $$;
      create trigger busy before insert on messages for each statement execute function busy();
      alter table messages enable always trigger busy`);
    expect(await writers[0]?.write(batch(0, 10))).toEqual({ records: 10, duplicates: 0 });
    expect([await count('messages'), await count('artifact_search_terms')]).toEqual([10, 10]);
  });

  describe('beside a process that is in a COPY of the same rows', () => {
    /** Rows that a COPY has received. */
    const copied = async () => {
      const { rows } = await db.query<{ n: number }>(
        'select tuples_processed::int as n from pg_stat_progress_copy where datname = current_database()',
      );
      return rows[0]?.n;
    };
    /** Writes the rows of the process by a writer that waits for a second. */
    async function writeBeside(lostMs: WriterTimes['lostMs'], dsn = test.dsn) {
      const parsed = parseDsn(test.dsn);
      if (parsed.engine !== 'postgres') throw new Error('not PostgreSQL');
      const child = fork(UNENDED_COPY, [dsn, String(target.backupId), String(target.runId)]);
      const gone = once(child, 'exit');
      const writer = await PostgresBulkWriter.open(parsed.address, TEST_TABLES, { lockMs: 1000, lostMs });
      try {
        await expect.poll(copied).toBe(5000);
        child.kill('SIGSTOP');
        return await writer.write(batch(0, 10));
      } finally {
        child.kill('SIGKILL');
        await gone;
        await writer.close();
      }
    }

    it('writes them if the process is paused for longer than its lease', async () => {
      expect(await writeBeside(500)).toEqual({ records: 10, duplicates: 0 });
      expect([await count('messages'), await count('artifact_search_terms')]).toEqual([10, 10]);
    });

    it.each([
      ['that may still have its lease', LEASE_MS, ''],
      ['of another application', 500, '?application_name=other'],
    ])('does not end one %s', fullOnly, async (_, lostMs, parameters) => {
      await expect(writeBeside(lostMs, `${test.dsn}${parameters}`)).rejects.toMatchObject({
        code: 'STORAGE_UNAVAILABLE',
        details: { sqlstate: '55P03' },
      });
      expect(await count('messages')).toBe(0);
    });
  });

  it('reports a lost connection, and has written nothing', async () => {
    await db.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await expect(writers[0]?.write(batch(0, 10))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(writers[0]?.write(batch(0, 10))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await count('messages')).toBe(0);
  });

  it('loses its locks before its lease if it is silent in a transaction', async () => {
    await db.query(sessionSettings('bulk'));
    const { rows } = await db.query<{ ms: number }>(
      "select setting::int as ms from pg_settings where name = 'idle_in_transaction_session_timeout'",
    );
    expect(rows[0]?.ms).toBeGreaterThan(0);
    expect(rows[0]?.ms).toBeLessThanOrEqual(LEASE_MS);
  });

  it('reports a connection lost in the middle', async () => {
    await db.query('begin; lock table artifact_search_index in exclusive mode');
    const writing = writers[0]?.write(batch(0, 5000));
    const failing = expect(writing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    for (;;) {
      const { rowCount } = await db.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rowCount !== 0) break;
    }
    await failing;
    await db.query('rollback');
    expect(await count('messages')).toBe(0);
  });
});
