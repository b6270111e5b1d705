import { type ChildProcess, fork } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { confined } from '../backup/confined-process.ts';
import { releasePipe, STDIO_WITH_SECRETS, sendSecret } from '../backup/secret-pipe.ts';
import { homeFolder } from '../model/home-folder.ts';
import { parseDsn } from '../storage/index.ts';
import type { Job, Preparation, RunEvent, WorkerEnd, WorkerMessage, WorkerOrder } from './protocol.ts';

/** Heap of a worker process's main thread in megabytes: one batch and the database rows in flight. */
const WORKER_HEAP_MB = 256;

/** A half of the young generation of the main thread in megabytes; the others have their own limits. */
const WORKER_SEMI_SPACE_MB = 4;

/**
 * V8's options for a backup that was indexed before, where most code runs for a short time: the optimising compilers
 * begin later, as their threads would take a sixth of all processor time, and the old generation is not collected before it
 * has the size in megabytes that it has in a first run anyway.
 */
const AGAIN = [
  '--invocation-count-for-turbofan=60000',
  '--invocation-count-for-maglev=800',
  '--initial-old-space-size=128',
];

/** Niceness added to a worker process, so that requests of users take precedence. */
const ADDED_NICENESS = 5;

/**
 * How a worker process ended.
 *
 * - `stalled`: killed after too long without progress
 * - `killed`: killed by us
 * - `died`: crashed, or killed by someone else
 */
export type WorkerExit = WorkerEnd | { readonly state: 'stalled' | 'killed' | 'died' };

/** A running worker process. */
export interface WorkerChild {
  /** Kills it immediately. */
  kill(): void;
  /** Resolves when the process has ended; never rejects. */
  readonly gone: Promise<WorkerExit>;
}

/** Options and callbacks of {@link startWorker}. */
export interface WorkerChildOptions {
  /** Time without progress after which it is killed, in milliseconds. */
  readonly stallMs: number;
  readonly onEvent: (event: RunEvent) => void;
  /** Called when it has done its work; it may still be cleaning up. */
  readonly onEnd?: (end: WorkerEnd) => void;
}

/** What a process is started with: what it may read and write, and options of V8. */
type Place = Pick<Job, 'dsn' | 'path' | 'tempPath' | 'isFirst'>;

function launch(place: Place): ChildProcess {
  const entry = new URL('./worker/worker-process.ts', import.meta.url);
  const child = fork(entry, { stdio: STDIO_WITH_SECRETS, ...confinedTo(entry, place) });
  lowerPriority(child.pid);
  return child;
}

/** A worker process that loads its code before there is a job. It has no keys. This process can end before it. */
export class WaitingWorker {
  readonly #place: Place;
  readonly #child: ChildProcess;
  #isTaken = false;

  /** Starts the process, for the first run of a backup. */
  constructor({ dsn, path, tempPath, helpers, sliceFromBytes }: Omit<Place, 'isFirst'> & Preparation) {
    this.#place = { dsn, path, tempPath, isFirst: true };
    this.#child = launch(this.#place);
    // It is not taken then.
    this.#child.on('error', () => {});
    this.#child.unref();
    this.#child.channel?.unref();
    releasePipe(this.#child);
    order(this.#child, { type: 'prepare', preparation: { path, tempPath, helpers, sliceFromBytes } });
  }

  /** The process for a job; null if it has ended, or has other rights than the job needs. */
  take({ dsn, path, tempPath, isFirst }: Place): ChildProcess | null {
    const { connected, exitCode, signalCode } = this.#child;
    const isSame = dsn === this.#place.dsn && path === this.#place.path && tempPath === this.#place.tempPath && isFirst;
    if (this.#isTaken || !isSame || !connected || exitCode !== null || signalCode !== null) return null;
    this.#isTaken = true;
    this.#child.ref();
    this.#child.channel?.ref();
    return this.#child;
  }

  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** Ends the process, unless it was taken. */
  stop(): void {
    if (!this.#isTaken) this.#child.kill('SIGKILL');
  }
}

/**
 * Starts a worker process for a job and monitors it. `keys`, as `ClassKeys.export` returns them, are overwritten.
 * @param waiting a process that may be used
 */
export function startWorker(
  work: Omit<Job, 'keyBytes'>,
  keys: Uint8Array | null,
  { stallMs, onEvent, onEnd }: WorkerChildOptions,
  waiting: WaitingWorker | null = null,
): WorkerChild {
  const job: Job = { ...work, keyBytes: keys?.length ?? 0 };
  const child = waiting?.take(job) ?? launch(job);
  const { promise: gone, resolve } = Promise.withResolvers<WorkerExit>();
  let exit: WorkerExit = { state: 'died' };
  const stall = new StallWatch(stallMs, () => kill('stalled'));
  const kill = (state: 'stalled' | 'killed'): void => {
    if (exit.state === 'died') exit = { state };
    child.kill('SIGKILL');
  };
  const leave = (): void => {
    stall.stop();
    resolve(exit);
  };
  child.on('message', (raw) => {
    const message = raw as WorkerMessage;
    if (message.type === 'event') {
      stall.update(message.event);
      onEvent(message.event);
      return;
    }
    stall.stop();
    exit = message.end;
    onEnd?.(message.end);
  });
  child.on('exit', leave);
  child.on('error', () => {
    // A process that failed to start emits no exit event; after a failed send or kill it still does.
    if (child.pid === undefined) leave();
  });
  order(child, { type: 'work', job });
  if (keys !== null) sendSecret(child, keys);
  releasePipe(child);
  return { kill: () => kill('killed'), gone };
}

function order(child: ChildProcess, message: WorkerOrder): void {
  // One that could not be started, or has ended, is noticed by its events.
  child.send(message, () => {});
}

/** A worker reads its backup and writes to the sandbox and the database. */
function confinedTo(entry: URL, { dsn, path, tempPath, isFirst }: Place): ReturnType<typeof confined> {
  const database = parseDsn(dsn);
  const sandboxes = tempPath === null ? [] : [tempPath];
  const rights = {
    entry,
    threads: true,
    // A small young generation, because half of the memory would otherwise be garbage in a larger one.
    flags: [
      `--max-old-space-size=${WORKER_HEAP_MB}`,
      `--max-semi-space-size=${WORKER_SEMI_SPACE_MB}`,
      ...(isFirst ? [] : AGAIN),
    ],
  };
  if (database.engine === 'sqlite') {
    return confined({
      ...rights,
      reads: [path],
      writes: [...sandboxes, dirname(database.path)],
      variables: ['SQLITE_TMPDIR'],
    });
  }
  const { rootCertificate } = database.address;
  return confined({
    ...rights,
    network: true,
    reads: [path, join(homeFolder(), '.pgpass'), ...(rootCertificate === null ? [] : [rootCertificate])],
    writes: sandboxes,
    variables: ['HOME', ...Object.keys(process.env).filter((name) => name.startsWith('PG'))],
  });
}

/** Lowers the priority of a process. It has only one thread at this point, so this covers all of them. */
function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority() + ADDED_NICENESS));
  } catch {
    // It has ended, or the system does not permit it; then requests only take longer.
  }
}

/**
 * Calls back after too long without progress. Only more rows or another piece count as progress, not repeated
 * reports.
 */
class StallWatch {
  readonly #timer: NodeJS.Timeout;
  #movedAt = Date.now();
  #seen = '';

  constructor(stallMs: number, onStall: () => void) {
    this.#timer = setInterval(
      () => {
        if (Date.now() - this.#movedAt < stallMs) return;
        this.stop();
        onStall();
      },
      Math.min(stallMs / 4, 1_000),
    );
  }

  update(event: RunEvent): void {
    const seen =
      event.type === 'piece' ? `${event.artifact} ${event.slice} ${event.rows ?? event.records}` : event.type;
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#movedAt = Date.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
