import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { constants, getPriority, setPriority } from 'node:os';
import type { Job, RunEvent, WorkerEnd, WorkerMessage } from './protocol.ts';

/** Heap of a worker process's main thread, megabytes: one batch and the database's rows in flight. */
const WORKER_HEAP_MB = 256;

/** Young generation of each of the worker's threads, megabytes. */
const WORKER_SEMI_SPACE_MB = 16;

/** How much less pressing its work is than that of the process that starts it: whoever waits for a page goes first. */
const LESS_PRESSING = 5;

/**
 * How a worker process came to its end.
 *
 * - `stalled`: it was killed because nothing moved for too long
 * - `killed`: we killed it
 * - `died`: it ended without a word: somebody else killed it, or it crashed
 */
export type WorkerExit = WorkerEnd | { readonly state: 'stalled' | 'killed' | 'died' };

/** A worker process that was started. */
export interface WorkerChild {
  /** Kills it at once, whatever it does. */
  kill(): void;
  /** Resolves when the process is gone; never rejects. */
  readonly gone: Promise<WorkerExit>;
}

/** Who is told what. */
export interface WorkerChildOptions {
  /** Without progress for so long it is killed, milliseconds. */
  readonly stallMs: number;
  readonly onEvent: (event: RunEvent) => void;
  /** It has done its work, and may still be clearing up. */
  readonly onEnd?: (end: WorkerEnd) => void;
}

/** Starts a worker process for a job, and watches over it. */
export function startWorker(job: Job, { stallMs, onEvent, onEnd }: WorkerChildOptions): WorkerChild {
  const child = fork(new URL('./worker/worker-process.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Compiled modules are shared with later workers, where this process keeps a cache of them.
    env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
    // A small young generation: half of the memory would otherwise be garbage that waits for a larger one.
    execArgv: [`--max-old-space-size=${WORKER_HEAP_MB}`, `--max-semi-space-size=${WORKER_SEMI_SPACE_MB}`],
  });
  stepBack(child.pid);
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
      stall.see(message.event);
      onEvent(message.event);
      return;
    }
    stall.stop();
    exit = message.end;
    onEnd?.(message.end);
  });
  child.on('exit', leave);
  child.on('error', () => {
    // A process that could not be started has no exit; one that could not be sent to, or killed, has.
    if (child.pid === undefined) leave();
  });
  child.send(job);
  return { kill: () => kill('killed'), gone };
}

/** Lowers the priority of a process; that of its threads, too, as it has only one yet. */
function stepBack(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority() + LESS_PRESSING));
  } catch {
    // It has ended, or the system does not let us: then pages only take longer.
  }
}

/** Calls back when nothing moved for too long. A repeated report is no progress: only more records, or another piece, are. */
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

  see(event: RunEvent): void {
    const seen = event.type === 'piece' ? `${event.artifact} ${event.slice} ${event.records}` : event.type;
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#movedAt = Date.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
