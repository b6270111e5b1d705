import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupListView } from '../src/contract/backups.ts';
import type { JobDetailView } from '../src/contract/jobs.ts';
import { type Served, serve } from '../test/promises/support/served.ts';
import useBuiltCli from '../test/support/bundled-cli.ts';
import { startPostgres } from '../test/support/services/postgres.ts';
import type { PostgresServer } from '../test/support/services/postgres-server.ts';
import { createPostgresDatabase } from '../test/support/storage/engines.ts';
import { startWorkerProcess, type WorkerProcess } from '../test/support/worker-process.ts';
import { makeWorkspace } from '../test/support/workspace.ts';
import { PASSWORD } from './phone.ts';
import { processTree } from './processes.ts';

/** PostgreSQL's default settings, which the tests change. */
const POSTGRES = { fsync: 'on', full_page_writes: 'on', shared_buffers: '128MB' };

/** Polling interval for the end of a process's work, in milliseconds. */
const POLL_INTERVAL_MS = 100;

/** A real installation in separate processes with an empty database. */
export interface Installation {
  readonly served: Served;
  /** Process id of the server. */
  readonly pid: number;
  /** Ends the server and starts it again. */
  restart(): Promise<void>;
  /** The public id of the backup in a folder. */
  idOf(path: string): Promise<string>;
  /** Unlocks and indexes a backup, and waits until all workers have cleaned up. @throws Error if it does not succeed */
  index(id: string): Promise<IndexTimes>;
  startWorker(name: string): Promise<WorkerProcess>;
  close(): Promise<void>;
}

/** Measurements of one index run. */
export interface IndexTimes {
  /** From the request to its completion, after entering the password. */
  readonly seconds: number;
  /** Time that workers needed afterwards. */
  readonly clearingSeconds: number;
  readonly job: JobDetailView;
}

/** A PostgreSQL server that provides a database for each installation. */
export interface PostgresHost {
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts PostgreSQL with its default durability. */
export async function startPostgresHost(): Promise<PostgresHost> {
  const server: PostgresServer = await startPostgres(POSTGRES);
  const [pid = ''] = (await readFile(join(server.data, 'postmaster.pid'), 'utf8')).split('\n');
  return { url: server.url, pid: Number(pid), stop: () => server.stop() };
}

/**
 * Creates an installation; without `postgres` it uses SQLite. `variables` are further settings without their prefix.
 */
export async function install(
  backups: readonly string[],
  { postgres = null, variables = {} }: { postgres?: PostgresHost | null; variables?: Readonly<Record<string, string>> },
): Promise<Installation> {
  const database = postgres === null ? null : await createPostgresDatabase(postgres.url);
  const workspace = await makeWorkspace({
    BACKUP_PATHS__BASE_PATH: [...new Set(backups.map((path) => dirname(path)))].join(':'),
    ...(database === null ? {} : { POSTGRES__DSN: database.dsn }),
    ...variables,
  });
  const workers: WorkerProcess[] = [];
  await useBuiltCli();
  let served = await serve(workspace);
  const pidOf = (): number => served.process.pid as number;
  const pids = (): number[] => [pidOf(), ...workers.map(({ process }) => process.pid as number)];
  const isWorking = (): boolean => pids().some((each) => processTree(each).length > 1);
  return {
    get served() {
      return served;
    },
    get pid() {
      return pidOf();
    },
    async restart() {
      await served.stop();
      served = await serve(workspace);
    },
    async idOf(folder) {
      const list = await served.json<BackupListView>('/backups');
      const found = list.backups.find((backup) => backup.path === folder);
      if (found === undefined) throw new Error(`The backup in ${folder} was not found.`);
      return found.id;
    },
    async index(id) {
      const session = await served.unlock(id, PASSWORD);
      const { run } = await served.json<{ run: string }>(`/backups/${id}/index`, { method: 'POST', session });
      const job = await ended(served, run);
      const clearingSince = performance.now();
      while (isWorking()) await sleep(POLL_INTERVAL_MS);
      const clearingSeconds = (performance.now() - clearingSince) / 1000;
      return { seconds: ((job.finishedAt ?? 0) - (job.startedAt ?? 0)) / 1000, clearingSeconds, job };
    },
    async startWorker(name) {
      const worker = await startWorkerProcess(workspace, name);
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await served.stop();
      await database?.drop();
      await workspace.remove();
    },
  };
}

/** Waits for the end of a run. @throws Error if it did not succeed */
async function ended(served: Served, run: string): Promise<JobDetailView> {
  for (;;) {
    const job = await served.json<JobDetailView>(`/jobs/${run}`);
    if (job.state === 'succeeded') return job;
    if (job.state !== 'queued' && job.state !== 'running')
      throw new Error(`The run ended as ${job.state}: ${job.reason}`);
    await sleep(POLL_INTERVAL_MS);
  }
}
