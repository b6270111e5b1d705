import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ArtifactDefinition } from '../src/artifacts/kit/artifact.ts';
import { searchTypesOf } from '../src/artifacts/kit/artifact.ts';
import { artifactTables } from '../src/artifacts/registry.ts';
import { messages } from '../src/artifacts/rich/messages/index.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import { matchStores } from '../src/indexing/match-stores.ts';
import { planArtifact } from '../src/indexing/plan.ts';
import { readArtifact, WHOLE } from '../src/indexing/reading/read-artifact.ts';
import { english } from '../src/locales/english.ts';
import { openApp } from '../src/main.ts';
import type { TableSet } from '../src/model/columns.ts';
import { readSettings } from '../src/settings.ts';
import { BatchBuilder, openStore, sqliteFile } from '../src/storage/index.ts';
import { writeBackup, writeMessagesDatabase } from '../test/synthetic/index.ts';
import { BareWriter } from './bare-writer.ts';
import { type BenchRow, printRows } from './bench.ts';
import { MemoryWatch } from './processes.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const PASSWORD = 'bench';
const GOAL = 75_000;
const MAX_RSS_MIB = 512;

/**
 * Writes an encrypted backup that contains only messages, in a separate process to keep its memory out of the server's.
 */
async function makeBackup(folder: string, path: string): Promise<void> {
  const database = join(folder, 'sms.db');
  writeMessagesDatabase(database, { seed: 'bench', size: COUNT });
  const file = {
    domain: 'HomeDomain',
    relativePath: 'Library/SMS/sms.db',
    kind: 'file',
    contents: { path: database },
  } as const;
  await writeBackup(path, { manifest: 'db', layout: 'sharded', encrypted: { password: PASSWORD }, files: [file] });
  await rm(database);
}

interface Timing {
  readonly seconds: number;
  readonly serverMiB: number;
  readonly workerMiB: number;
}

/** Indexes the backup like a server and measures the memory of each process. */
async function index(folder: string, path: string): Promise<Timing> {
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
  const memory = new MemoryWatch(process.pid);
  const backup = await openBackup(path, { password: PASSWORD, tempPath: join(folder, 'temp') });
  const keys = await unlockBackup(backup.folder, PASSWORD);
  await backup.close();
  const start = performance.now();
  await app.indexer.start(id, keys);
  const { state, reason } = await app.indexer.wait(id);
  if (state !== 'succeeded') throw new Error(`The run ended as ${state}: ${english(reason) ?? 'no reason'}`);
  const seconds = (performance.now() - start) / 1000;
  const { own: serverMiB, child: workerMiB } = memory.stop();
  await app.close();
  return { seconds, serverMiB, workerMiB };
}

/** Baseline: seconds of CPU time to write the same finished rows with plain statements. In a separate process. */
async function writeBare(folder: string, path: string): Promise<void> {
  const dsn = `sqlite:///${join(folder, 'bare.db')}`;
  const store = await openStore({ dsn, tables: artifactTables });
  await store.migrate();
  await store.close();
  const backup = await openBackup(path, { password: PASSWORD, tempPath: join(folder, 'temp') });
  const artifact: ArtifactDefinition = messages;
  const writer = new BareWriter(sqliteFile(dsn) as string, artifact.tables);
  const builder = new BatchBuilder<TableSet>({
    target: { backup: backup.folder.device.udid ?? '', artifact: artifact.id, backupId: 1, runId: 1 },
    tables: artifact.tables,
    searchTypes: searchTypesOf(artifact),
  });
  let ms = 0;
  const flush = (): void => {
    if (builder.size > 0) ms += writer.write(builder.take());
  };
  const { ledger } = await readArtifact(
    planArtifact(artifact, matchStores([artifact], backup.manifest).get(artifact.id) ?? {}, backup, {
      payloads: '',
      contents: null,
    }),
    backup,
    { region: null, slice: WHOLE },
    {
      add: ([table, row, search]) => {
        builder.add(table, row, search);
        if (builder.full) flush();
      },
      progress: () => {},
    },
  );
  flush();
  if (ledger.outcome !== 'indexed')
    throw new Error(`Reading ended as ${ledger.outcome}: ${english(ledger.reason) ?? 'no reason'}`);
  writer.close();
  await backup.close();
  process.send?.(ms / 1000);
}

/** Runs one part in another process and returns the message it sends. */
async function sideProcess(part: 'make' | 'bare', folder: string, path: string): Promise<unknown> {
  const child = fork(fileURLToPath(import.meta.url), [part, folder, path]);
  let sent: unknown = null;
  child.on('message', (message) => {
    sent = message;
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`The part "${part}" of the benchmark failed.`);
  return sent;
}

/**
 * Indexing from the encrypted backup to searchable rows: speed and memory. For an unchanged backup see `engines.ts`.
 */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    const path = join(folder, 'backups', 'phone');
    await mkdir(join(folder, 'backups'));
    await sideProcess('make', folder, path);
    const { seconds, serverMiB, workerMiB } = await index(folder, path);
    const bareSeconds = Number(await sideProcess('bare', folder, path));
    const rate = COUNT / seconds;
    const highest = Math.max(serverMiB, workerMiB);
    return [
      {
        name: `indexing ${COUNT} messages of an encrypted backup, search index included`,
        value: `${Math.round(rate)} messages/s`,
        limit: `≥ ${GOAL} messages/s`,
        ratio: rate / GOAL,
        ok: rate >= GOAL,
        note: `${seconds.toFixed(1)} s from start to finished run`,
      },
      {
        name: 'the same, against a bare node:sqlite loop inserting the same finished rows',
        value: `${seconds.toFixed(1)} s`,
        limit: `bare ${bareSeconds.toFixed(1)} s`,
        ratio: bareSeconds / seconds,
        ok: true,
        note: 'wall time of everything against processor time of the inserts alone',
      },
      {
        name: 'indexing, peak memory of every process',
        value: `server ${Math.round(serverMiB)} MiB, worker ${Math.round(workerMiB)} MiB`,
        limit: `≤ ${MAX_RSS_MIB} MiB`,
        ratio: MAX_RSS_MIB / highest,
        ok: highest <= MAX_RSS_MIB,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [, , part, folder = '', path = ''] = process.argv;
  if (part === 'make') await makeBackup(folder, path);
  else if (part === 'bare') await writeBare(folder, path);
  else printRows(await run());
}
