import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import { english } from '../src/locales/english.ts';
import { openApp } from '../src/main.ts';
import { readSettings } from '../src/settings.ts';
import { writeBackup, writeMessagesDatabase } from '../test/synthetic/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { PASSWORD } from './phone.ts';
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

interface Timing {
  readonly wall: number;
  readonly processor: number;
}

/** Indexes the backup like a server that runs already, and measures from the start of the run to its end. */
async function index(folder: string): Promise<Timing> {
  const app = await openApp(
    readSettings({
      APPLE_JUICER_BACKUP_PATHS__BASE_PATH: join(folder, 'backups'),
      APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
      APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
      APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'index.db')}`,
    }),
  );
  await app.catalog.refresh();
  const [record] = await app.store.backups.list();
  const id = record?.publicId ?? '';
  const backup = await openBackup(join(folder, 'backups', 'phone'), {
    password: PASSWORD,
    tempPath: join(folder, 'temp'),
  });
  const keys = await unlockBackup(backup.folder, PASSWORD);
  await backup.close();
  const [started, before] = [performance.now(), cpuSeconds(process.pid)];
  await app.indexer.start(id, keys);
  const { state, reason } = await app.indexer.wait(id);
  const timing = { wall: (performance.now() - started) / 1000, processor: cpuSeconds(process.pid) - before };
  await app.close();
  if (state !== 'succeeded') throw new Error(`The run ended as ${state}: ${english(reason) ?? 'no reason'}`);
  return timing;
}

/** Runs a part in another process, so that its memory and processor time are its own. */
async function part(name: string, folder: string): Promise<unknown> {
  const child = fork(fileURLToPath(import.meta.url), [name, folder]);
  let sent: unknown = null;
  child.on('message', (message) => {
    sent = message;
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`The part "${name}" of the benchmark failed.`);
  return sent;
}

/** Indexing a backup that was made again with 1 % more messages, against its first index in the same run. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    await mkdir(join(folder, 'backups'));
    await part('make', folder);
    const first = (await part('index', folder)) as Timing;
    await part('grow', folder);
    const second = (await part('index', folder)) as Timing;
    return (['processor', 'wall'] as const).map((kind) => ({
      name: `indexing again with 1 % of ${COUNT} messages new, ${kind} time`,
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

if (import.meta.main) {
  const [, , name, folder = ''] = process.argv;
  const database = join(folder, 'sms.db');
  if (name === 'make') writeMessagesDatabase(database, { seed: 'growth', size: COUNT });
  if (name === 'grow') grow(database);
  if (name === 'make' || name === 'grow') await backUp(folder);
  else if (name === 'index') process.send?.(await index(folder));
  else printRows(await run());
}
