import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { DomainError, type ErrorCode } from '../../model/errors.ts';
import { fromFailure, type HelperRequest, type HelperResponse } from './protocol.ts';

/** What a helper process is started with. */
export interface HelperOptions {
  /** Its main program, which calls `serveParent`. */
  readonly entry: URL;
  /** JavaScript heap, megabytes. */
  readonly heapMb: number;
  /** The longest one question may take. */
  readonly timeoutMs: number;
  /** What is said when it takes longer: "Decoding the picture". */
  readonly task: string;
  /** What it means that the process crashed. */
  readonly crashCode: ErrorCode;
}

/** How to ask one question. */
export interface AskOptions {
  /** Kills the process. */
  readonly signal?: AbortSignal;
  /** Another limit than that of the process. */
  readonly timeoutMs?: number;
}

/** Variables a helper gets of ours: none of them can hold a secret. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];

/**
 * A child process that does dangerous work on a stranger's bytes: it can be killed at any moment, also in the middle of a
 * computation that never ends or after it has crashed, which a thread cannot. It is started when it is first asked.
 */
export class HelperProcess {
  readonly #options: HelperOptions;
  #child: ChildProcess | null = null;
  #nextId = 1;
  /** Fails the question that is under way. */
  #interrupt: ((error: DomainError) => void) | null = null;

  constructor(options: HelperOptions) {
    this.#options = options;
  }

  /** True while its process runs and what it was told before is still there. */
  get isAlive(): boolean {
    return this.#child?.connected === true;
  }

  /** True while a question is under way. */
  get isBusy(): boolean {
    return this.#interrupt !== null;
  }

  /**
   * Asks one question; the next one only after its answer.
   * @throws what the helper throws; CANCELLED; LIMIT_EXCEEDED when it takes too long; the code for a crash
   */
  async ask(question: unknown, { signal, timeoutMs = this.#options.timeoutMs }: AskOptions = {}): Promise<unknown> {
    if (signal?.aborted === true) throw new DomainError('CANCELLED');
    const child = this.#started();
    const request: HelperRequest = { id: this.#nextId++, question };
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const onMessage = (raw: unknown): void => {
      const response = raw as HelperResponse;
      if (response.id !== request.id) return;
      if ('failure' in response) reject(fromFailure(response.failure));
      else resolve(response.value);
    };
    const stop = (error: DomainError): void => {
      void this.kill();
      reject(error);
    };
    this.#interrupt = stop;
    const onExit = (status: number | null, name: string | null): void =>
      stop(this.#crash(new Error(`the process ended with ${name ?? `status ${status}`}`)));
    const onError = (error: Error): void => stop(this.#crash(error));
    const onAbort = (): void => stop(new DomainError('CANCELLED'));
    const timer = setTimeout(() => stop(this.#tooSlow(timeoutMs)), timeoutMs);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
    hold(child, true);
    child.send(request, (error) => {
      if (error !== null) onError(error);
    });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#interrupt = null;
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      hold(child, false);
    }
  }

  /** Kills the process; resolves when it is gone. The next question starts another one. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Lets an idle process end by itself and clear up; a busy one is killed, and its question fails as cancelled. */
  end(): void {
    if (this.#interrupt !== null) {
      this.#interrupt(new DomainError('CANCELLED'));
      return;
    }
    if (this.#child?.connected === true) this.#child.disconnect();
    this.#child = null;
  }

  #started(): ChildProcess {
    if (this.#child?.connected === true) return this.#child;
    const { entry, heapMb } = this.#options;
    const child = fork(entry, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMb}`],
      env: Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    });
    // After its end nobody may be listening, and an 'error' without a listener would end this process.
    child.on('error', () => {});
    this.#child = child;
    return child;
  }

  #crash(cause: Error): DomainError {
    const { task, crashCode } = this.#options;
    return new DomainError(crashCode, `${task} failed: the file made its reader crash.`, { cause });
  }

  #tooSlow(timeoutMs: number): DomainError {
    const limitSeconds = timeoutMs / 1000;
    return new DomainError('LIMIT_EXCEEDED', `${this.#options.task} took longer than ${limitSeconds} seconds.`, {
      details: { limitSeconds },
    });
  }
}

/** A process that only waits must not keep this one alive; one that is asked must. */
function hold(child: ChildProcess, isAsked: boolean): void {
  if (isAsked) child.ref();
  else child.unref();
  // The channel is gone with its process.
  if (isAsked) child.channel?.ref();
  else child.channel?.unref();
}
