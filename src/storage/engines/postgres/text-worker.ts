import { Worker } from 'node:worker_threads';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import type { TextReply, TextRequest, TextResult, TextWork } from './text-thread-protocol.ts';
import { workOnTexts } from './text-work.ts';

/** Texts up to this many UTF-16 units are processed inline, in less than two milliseconds. */
const MAX_INLINE = 20_000;

interface Waiting {
  readonly resolve: (result: number[] | string[]) => void;
  readonly reject: (error: DomainError) => void;
}

/** Processes the texts of hits without blocking the event loop. (SQLite does it in the queries on its threads.) */
export class TextWorker {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #nextId = 0;

  /** Processes small texts on this thread, larger ones on a separate thread. @throws INTERNAL */
  async run<W extends TextWork>(work: W): Promise<TextResult<W>> {
    if (sizeOf(work) <= MAX_INLINE) return workOnTexts(work);
    const thread = (this.#thread ??= this.#start());
    const id = this.#nextId++;
    const result = new Promise<number[] | string[]>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    thread.postMessage({ id, work } satisfies TextRequest);
    thread.ref();
    return (await result) as TextResult<W>;
  }

  /** Ends the thread; pending requests fail. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #start(): Worker {
    // Without execArgv, a thread inherits flags that threads refuse (test runners, --title …).
    const thread = new Worker(new URL('./text-thread.ts', import.meta.url), { execArgv: [] });
    thread.on('message', (reply: TextReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      // An idle thread must not keep the process alive.
      if (this.#waiting.size === 0) thread.unref();
      if ('result' in reply) waiting?.resolve(reply.result);
      else
        waiting?.reject(
          new DomainError('INTERNAL', plain(`The texts of a search could not be read: ${reply.failure}`)),
        );
    });
    const end = (cause?: unknown) => {
      if (this.#thread === thread) this.#thread = null;
      for (const { reject } of this.#waiting.values()) {
        reject(new DomainError('INTERNAL', plain('The thread that reads the texts of a search ended.'), { cause }));
      }
      this.#waiting.clear();
    };
    thread.on('error', end);
    thread.on('exit', () => end());
    return thread;
  }
}

function sizeOf(work: TextWork): number {
  if (work.kind === 'score') return work.texts.reduce((sum, { text }) => sum + text.length, 0);
  return work.texts.reduce((sum, text) => sum + text.length, 0);
}
