import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fromFailure } from '../../model/failure.ts';
import type { ExportPart, MadeElsewhere, PartHelper } from '../parts/parts.ts';
import type { FromPartThread, GivenPart, PartJob } from './part-protocol.ts';

/** Limits of its memory; see the thread of an export. */
const MEMORY = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 24 };

/** A thread that makes parts of the export of this thread, with which it ends. One that cannot start is never ready. */
export class PartThread implements PartHelper {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #ahead: Int32Array;
  readonly #onRecords: (count: number) => void;
  #made: MadeElsewhere[] = [];
  #isReady = false;
  #error: DomainError | null = null;
  #onMessage: () => void = () => undefined;

  constructor(job: Omit<PartJob, 'ahead'>, onRecords: (count: number) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#onRecords = onRecords;
    this.#ahead = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const whole: PartJob = { ...job, ahead: this.#ahead.buffer as SharedArrayBuffer };
    this.#worker = new Worker(new URL('./part-worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: MEMORY,
      workerData: { job: whole, port: port2 },
      transferList: [port2],
    });
    port1.on('message', (message: FromPartThread) => {
      this.#receive(message);
      this.#onMessage();
    });
    const end = (cause?: unknown): void => {
      this.#look();
      this.#fail(new DomainError('INTERNAL', plain('A thread that makes parts of the export ended.'), { cause }));
      this.#onMessage();
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end());
  }

  get isReady(): boolean {
    this.#look();
    return this.#isReady;
  }

  give(number: number, part: ExportPart): void {
    const given: GivenPart = { number, part };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    this.#port.postMessage(given);
  }

  take(): readonly MadeElsewhere[] {
    this.#look();
    if (this.#error !== null) throw this.#error;
    const made = this.#made;
    this.#made = [];
    return made;
  }

  async wait(): Promise<void> {
    this.#look();
    if (this.#made.length > 0 || this.#error !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onMessage = resolve;
    await promise;
  }

  used(bytes: number): void {
    Atomics.sub(this.#ahead, 0, bytes);
    Atomics.notify(this.#ahead, 0);
  }

  /** Ends it, whatever it does. */
  async stop(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  /** Receives messages while this thread has not been back at its event loop. */
  #look(): void {
    for (let next = receiveMessageOnPort(this.#port); next !== undefined; next = receiveMessageOnPort(this.#port)) {
      this.#receive(next.message as FromPartThread);
    }
  }

  /** Until it is ready it has been given nothing, so that the export can do without it. */
  #fail(error: DomainError): void {
    if (!this.#isReady) return;
    this.#isReady = false;
    this.#error = error;
  }

  #receive(message: FromPartThread): void {
    if (message.kind === 'ready') this.#isReady = true;
    else if (message.kind === 'failed') this.#fail(fromFailure(message.failure, 'the second thread of an export'));
    else if (message.kind !== 'useless') {
      const { records, ...made } = message;
      if (records > 0) this.#onRecords(records);
      this.#made.push(made);
    }
  }
}
