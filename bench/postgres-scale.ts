import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { divisionOf, divisions, termsOf } from '../src/storage/engines/postgres/divisions.ts';
import { startPostgres } from '../test/support/services/postgres.ts';
import { type BenchRow, printRows } from './bench.ts';
import { beginRun, MESSAGE_TABLES, type MessageRun, openMessageStore } from './message-store.ts';
import { index, pageRow, percentile, timePages, timeSearches, timeSearchesUntil } from './search.ts';

const BACKUPS = Number(process.env.BENCH_BACKUPS ?? 50);
/** Messages in all backups; a fiftieth of what is aimed at unless asked for, which takes an hour and 25 GB. */
const COUNT = Number(process.env.BENCH_MESSAGES ?? 400_000);
const EACH = Math.floor(COUNT / BACKUPS);
/** Time that a search may wait for a removal. */
const LONGEST_WAIT_MS = 1000;
/** Days between the beginnings of two backups. */
const DAYS = 80;

/** For a server with 4 GB for PostgreSQL. The data are not kept, so nothing waits for the disk while they are made. */
const SETTINGS = { shared_buffers: '2GB', maintenance_work_mem: '1GB', wal_level: 'minimal', max_wal_senders: '0' };

/** Tables with a row for each message, and the search index. Keys and indexes of terms are those of their divisions. */
const TABLES = [...Object.keys(MESSAGE_TABLES), 'artifact_search_index', 'artifact_search_terms'];
const INDEXED = [...TABLES, ...divisions.map(termsOf)];

/** A statement that makes an index or a key again. */
interface Index {
  readonly drop: string;
  readonly create: string;
}

async function indexesOf(db: Client): Promise<Index[]> {
  const keys = await db.query<Index>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
     from pg_constraint where contype = 'p' and conrelid::regclass::text = any($1)`,
    [INDEXED],
  );
  const others = await db.query<Index>(
    `select format('drop index %s', indexrelid::regclass) as drop,
       replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as create
     from pg_index where not indisprimary and indrelid::regclass::text = any($1)`,
    [INDEXED],
  );
  return [...others.rows, ...keys.rows];
}

/** Copies the rows of a run as those of another, with other times. Ids of the search index follow the times. */
async function copyRun(db: Client, from: MessageRun['target'], to: MessageRun['target'], number: number) {
  const shift = number * (DAYS * 86_400_000 + 1009);
  const changed: Readonly<Record<string, string>> = {
    backup_id: `${to.backupId}`,
    run_id: `${to.runId}`,
    division: `${divisionOf(to.backupId)}`,
    id: `t.id + ${shift}::bigint * 2048`,
    ...Object.fromEntries(
      ['at', 'sent_at', 'delivered_at', 'occurred_at'].map((name) => [name, `t.${name} + ${shift}`]),
    ),
    // Of the facets, those of the run and of the conversation have its number.
    terms: `ts_delete(t.terms, array[':r${from.runId}', ':c${from.runId}_' || (s.payload::json->>'conversation')])
      || array_to_tsvector(array[':r${to.runId}', ':c${to.runId}_' || (s.payload::json->>'conversation')])`,
  };
  for (const table of TABLES) {
    const { rows } = await db.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum`,
      [table],
    );
    const join = table === 'artifact_search_terms' ? 'join original_artifact_search_index s on s.id = t.id' : '';
    await db.query(
      `insert into ${table} (${rows.map(({ name }) => name).join()})
       select ${rows.map(({ name }) => changed[name] ?? `t.${name}`).join()} from original_${table} t ${join}`,
    );
  }
}

/** Makes the other backups from the rows of the first. */
async function multiply(dsn: string, runs: readonly MessageRun[]): Promise<void> {
  const db = new Client({ connectionString: dsn });
  await db.connect();
  await db.query("set session_replication_role = replica; set jit = off; set work_mem = '256MB'");
  const indexes = await indexesOf(db);
  for (const table of TABLES) await db.query(`create unlogged table original_${table} as select * from ${table}`);
  await db.query('create index on original_artifact_search_index (id)');
  for (const { drop } of indexes) await db.query(drop);
  const [first, ...others] = runs.map(({ target }) => target);
  for (const [number, target] of others.entries()) await copyRun(db, first as MessageRun['target'], target, number + 1);
  for (const { create } of indexes) await db.query(create);
  for (const table of TABLES) await db.query(`drop table original_${table}`);
  await db.query('update artifact_runs set search_rows = $1', [EACH]);
  await db.query('vacuum analyze');
  await db.end();
}

/** Search, pages and removal with many backups on PostgreSQL. All backups but the first are copied in SQL. */
export async function run(): Promise<BenchRow[]> {
  const server = await startPostgres(SETTINGS, tmpdir());
  const store = await openMessageStore(server.url);
  try {
    const first = await index(store, server.url, 'backup 0', EACH);
    const runs = [first];
    for (let number = 1; number < BACKUPS; number++) runs.push(await beginRun(store, `backup ${number}`));
    await multiply(server.url, runs);
    for (const { finish } of runs.slice(1)) await finish();
    const label = `${EACH * BACKUPS} of ${BACKUPS} backups`;
    const rows = (await timeSearches(store, label, { first: first.backup })).map((row) => ({
      ...row,
      name: `PostgreSQL: ${row.name}`,
    }));
    const pages = await timePages(store, first.target, 0, EACH);
    rows.push(pageRow(`PostgreSQL: page of 100 of a conversation among ${label}`, pages));
    const start = performance.now();
    await store.deleteBackup(first.backup);
    const hidden = performance.now();
    let isOver = false;
    const [waits] = await Promise.all([
      timeSearchesUntil(store, () => isOver),
      store.purge().finally(() => {
        isOver = true;
      }),
    ]);
    const end = performance.now();
    rows.push({
      name: `PostgreSQL: removing one of ${BACKUPS} backups`,
      value: `hidden in ${(hidden - start).toFixed(0)} ms, nothing left after ${((end - hidden) / 1000).toFixed(1)} s`,
      limit: 'hidden ≤ 100 ms',
      ratio: 100 / (hidden - start),
      ok: hidden - start <= 100,
    });
    const longest = Math.max(...waits);
    rows.push({
      name: `PostgreSQL: searching for a common word in ${label} while one of them is removed`,
      value: `p95 ${percentile(waits, 0.95).toFixed(1)} ms, the longest ${longest.toFixed(0)} ms (${waits.length} searches)`,
      limit: `none longer than ${LONGEST_WAIT_MS} ms`,
      ratio: LONGEST_WAIT_MS / longest,
      ok: longest <= LONGEST_WAIT_MS,
    });
    return rows;
  } finally {
    await store.close();
    await server.stop();
  }
}

if (import.meta.main) printRows(await run());
