import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { confined, type Rights } from '../../backup/confined-process.ts';
import { releasePipe, STDIO_WITH_SECRETS, sendSecret } from '../../backup/secret-pipe.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError, type ErrorCode } from '../../model/errors.ts';
import { fromFailure } from '../../model/failure.ts';
import type { HelperRequest, HelperResponse } from './protocol.ts';

/** Options of a helper process. `entry` calls `serveParent`. */
export interface HelperOptions extends Omit<Rights, 'flags' | 'variables'> {
  /** JavaScript heap size in megabytes. */
  readonly heapMb: number;
  /** Timeout of one request. */
  readonly timeoutMs: number;
  /** Subject of error messages: "Decoding the picture". */
  readonly task: string;
  /** Error code for a crash of the process. */
  readonly crashCode: ErrorCode;
}

/** Options of one request. */
export interface AskOptions {
  /** Kills the process when aborted. */
  readonly signal?: AbortSignal;
  /** Sent beside the question and overwritten. */
  readonly secret?: Uint8Array | null;
  /** Overrides the timeout of the process. */
  readonly timeoutMs?: number;
}

/**
 * A child process for dangerous work on untrusted bytes. Unlike a thread, it can be killed at any time, even during an
 * endless computation, and may crash. Started by the first request.
 */
export class HelperProcess {
  readonly #options: HelperOptions;
  #child: ChildProcess | null = null;
  #nextId = 1;
  /** Fails the pending request. */
  #interrupt: ((error: DomainError) => void) | null = null;

  constructor(options: HelperOptions) {
    this.#options = options;
  }

  /** True while its process is running and still has its state. */
  get isAlive(): boolean {
    return this.#child?.connected === true;
  }

  /** True while a request is pending. */
  get isBusy(): boolean {
    return this.#interrupt !== null;
  }

  /**
   * Sends a request. The next one must wait for its answer.
   * @throws whatever the helper throws; CANCELLED; LIMIT_EXCEEDED after the timeout; the crash code
   */
  async ask(
    question: unknown,
    { signal, secret = null, timeoutMs = this.#options.timeoutMs }: AskOptions = {},
  ): Promise<unknown> {
    if (signal?.aborted === true) throw new DomainError('CANCELLED');
    const child = this.#started();
    const request: HelperRequest = { id: this.#nextId++, question, secretBytes: secret?.length ?? 0 };
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const onMessage = (raw: unknown): void => {
      const response = raw as HelperResponse;
      if (response.id !== request.id) return;
      if ('failure' in response) reject(fromFailure(response.failure, 'a helper process'));
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
    if (secret !== null) sendSecret(child, secret);
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

  /** Kills the process and resolves when it has ended. The next request starts a new one. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Lets an idle process clean up and exit. A busy one is killed, and its request fails as cancelled. */
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
    const { heapMb, ...rights } = this.#options;
    const child = fork(rights.entry, {
      stdio: STDIO_WITH_SECRETS,
      serialization: 'advanced',
      ...confined({ ...rights, flags: [`--max-old-space-size=${heapMb}`] }),
    });
    // After it has ended there may be no listeners, and an unhandled 'error' event would end this process.
    child.on('error', () => {});
    releasePipe(child);
    this.#child = child;
    return child;
  }

  #crash(cause: Error): DomainError {
    const { task, crashCode } = this.#options;
    return new DomainError(crashCode, msg('detail.helper-crashed', { task }), { cause });
  }

  #tooSlow(timeoutMs: number): DomainError {
    const limitSeconds = timeoutMs / 1000;
    return new DomainError(
      'LIMIT_EXCEEDED',
      msg('detail.helper-too-slow', { task: this.#options.task, seconds: limitSeconds }),
      {
        details: { limitSeconds },
      },
    );
  }
}

/** An idle process must not keep this one alive; a busy one must. */
function hold(child: ChildProcess, isAsked: boolean): void {
  if (isAsked) child.ref();
  else child.unref();
  // The channel closes with its process.
  if (isAsked) child.channel?.ref();
  else child.channel?.unref();
}
