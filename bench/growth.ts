import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/bundle.ts';
import { inStore } from '../test/support/artifacts/changed-stores.ts';
import { writeBackup, writeDemoBackup, writeMessagesDatabase } from '../test/synthetic/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { LARGE, PASSWORD } from './phone.ts';
import { cpuSeconds } from './processes.ts';

const COUNT = Number(process.env['BENCH_MESSAGES'] ?? 200_000);
/** Largest share of the first index that the second may take. */
const MOST = 0.1;

/** Writes the backup of a phone with only messages. */
async function backUp(folder: string): Promise<void> {
  const path = join(folder, 'backups', 'phone');
  await rm(path, { recursive: true, force: true });
  await writeBackup(path, {
    manifest: 'db',
    layout: 'sharded',
    udid: '00008110-00000000000000A1',
    encrypted: { password: PASSWORD },
    files: [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/SMS/sms.db',
        kind: 'file',
        contents: { path: join(folder, 'sms.db') },
      },
    ],
  });
}

/** What a phone has after some weeks: 1 % new messages, some of which react to older ones, and some that were read. */
function grow(path: string): void {
  const db = new DatabaseSync(path);
  try {
    const { last } = db.prepare('SELECT max(rowid) AS last FROM message').get() as { last: number };
    const count = Math.ceil(COUNT / 100);
    const names = db.prepare("SELECT name FROM pragma_table_info('message') WHERE name <> 'ROWID'").all();
    const columns = names.map(({ name }) => `"${String(name)}"`);
    const values = columns.map((name) => (name === '"guid"' ? `'GROWN-' || guid` : name));
    db.exec(`BEGIN;
      INSERT INTO message (ROWID, ${columns.join()})
        SELECT rowid + ${count}, ${values.join()} FROM message WHERE rowid > ${last - count} ORDER BY rowid;
      INSERT OR IGNORE INTO chat_message_join (chat_id, message_id)
        SELECT chat_id, message_id + ${count} FROM chat_message_join WHERE message_id > ${last - count};
      UPDATE message SET date_read = date WHERE rowid > ${last - count / 10} AND is_from_me = 0;
      UPDATE message SET text = 'edited', attributedBody = NULL WHERE rowid IN (${last >> 1}, ${last >> 2}, ${last >> 3});
      COMMIT`);
  } finally {
    db.close();
  }
}

/** Copies the newest 1 % of the rows of a table; gives the difference between the old keys and the new. */
function copyNewest(db: DatabaseSync, table: string, key: string, unique: Readonly<Record<string, string>>): number {
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
    db.exec(`DROP TRIGGER "${String(name)}"`);
  }
  const { last, rows } = db.prepare(`SELECT max(${key}) AS last, count(*) AS rows FROM ${table}`).get() as {
    readonly last: number;
    readonly rows: number;
  };
  const count = Math.ceil(rows / 100);
  const names = db.prepare('SELECT name FROM pragma_table_info(?) WHERE name <> ?').all(table, key);
  const columns = names.map(({ name }) => String(name));
  db.exec(`INSERT INTO ${table} (${key}, ${columns.map((name) => `"${name}"`).join()})
    SELECT ${key} + ${count}, ${columns.map((name) => unique[name] ?? `"${name}"`).join()}
    FROM ${table} WHERE ${key} > ${last - count}`);
  return count;
}

/** 1 % more messages, WhatsApp messages and photos in a backup. */
function growAll(backup: string): void {
  inStore(backup, 'Library/SMS/sms.db', (db) => {
    const count = copyNewest(db, 'message', 'ROWID', { guid: "'GROWN-' || guid" });
    db.exec(`INSERT OR IGNORE INTO chat_message_join (chat_id, message_id)
      SELECT chat_id, message_id + ${count} FROM chat_message_join
      WHERE message_id > (SELECT max(ROWID) FROM message) - 2 * ${count}`);
  });
  inStore(backup, 'ChatStorage.sqlite', (db) => {
    copyNewest(db, 'ZWAMESSAGE', 'Z_PK', { ZSTANZAID: "'GROWN-' || ZSTANZAID" });
  });
  inStore(backup, 'Media/PhotoData/Photos.sqlite', (db) => {
    copyNewest(db, 'ZASSET', 'Z_PK', { ZUUID: "'G' || ZUUID" });
  });
}

interface Timing {
  readonly wall: number;
  readonly processor: number;
}

/** Indexes the backup by the command line as it is installed, and measures everything from its start to its end. */
function index(folder: string): Timing {
  const [started, before] = [performance.now(), cpuSeconds(process.pid)];
  const cli = fileURLToPath(new URL('../dist/cli-main.js', import.meta.url));
  const backup = join(folder, 'backups', 'phone');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'index', backup, '--password-stdin'], {
    input: `${PASSWORD}\n`,
    encoding: 'utf8',
    env: {
      ...process.env,
      APPLE_JUICER_BACKUP_PATHS__BASE_PATH: join(folder, 'backups'),
      APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
      APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
      APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'index.db')}`,
    },
  });
  if (status !== 0) throw new Error(`Indexing failed: ${stderr}`);
  return { wall: (performance.now() - started) / 1000, processor: cpuSeconds(process.pid) - before };
}

type Step = 'make' | 'grow' | 'make-all' | 'grow-all';

/** Writes a backup in another process, whose memory is its own. */
async function write(what: Step, folder: string): Promise<void> {
  const [status] = (await once(fork(fileURLToPath(import.meta.url), [what, folder]), 'exit')) as [number | null];
  if (status !== 0) throw new Error('The backup for the benchmark could not be written.');
}

async function measured(steps: readonly [Step, Step], what: string): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    await mkdir(join(folder, 'backups'));
    await write(steps[0], folder);
    const first = index(folder);
    await write(steps[1], folder);
    const second = index(folder);
    return (['processor', 'wall'] as const).map((kind) => ({
      name: `indexing again with 1 % of ${what} new, ${kind} time`,
      value: `${second[kind].toFixed(2)} s`,
      limit: `≤ ${MOST} × the first index, ${first[kind].toFixed(2)} s`,
      ratio: (MOST * first[kind]) / second[kind],
      ok: second[kind] <= MOST * first[kind],
      note: `${((100 * second[kind]) / first[kind]).toFixed(1)} %`,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Indexing a backup that was made again with 1 % more of something, against its first index in the same run. */
export async function run(): Promise<BenchRow[]> {
  await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
  return [
    ...(await measured(['make', 'grow'], `${COUNT} messages`)),
    ...(await measured(
      ['make-all', 'grow-all'],
      `the messages, WhatsApp and photos of a phone with ${COUNT} messages`,
    )),
  ];
}

if (import.meta.main) {
  const [, , what, folder = ''] = process.argv;
  const phone = join(folder, 'backups', 'phone');
  if (what === 'make-all') await writeDemoBackup(phone, { seed: 'large', ...LARGE });
  else if (what === 'grow-all') growAll(phone);
  else if (what === 'make' || what === 'grow') {
    const database = join(folder, 'sms.db');
    if (what === 'make') writeMessagesDatabase(database, { seed: 'growth', size: COUNT });
    else grow(database);
    await backUp(folder);
  } else printRows(await run());
}
