import { sweepSandboxes } from '../../backup/index.ts';
import { HelperProcess } from '../process/helper-process.ts';
import { TaskQueue } from '../process/queue.ts';
import type { DatabaseFacts, DatabaseQuestion, RowsQuery, TableRows } from './types.ts';

/** Maximum number of open databases, each in a process. */
const MAX_OPEN = 3;
/** Time after which an unused database is closed. */
const IDLE_MS = 60_000;
/** Opening a database and reading a page of it take milliseconds. */
const TIMEOUT_MS = 60_000;
const WAITING = 50;
const HEAP_MB = 512;

/** A database to read. */
export interface DatabaseSource {
  /** Equal only for equal contents; starts with the id of the backup. */
  readonly key: string;
  /** Folder of the backup. */
  readonly path: string;
  /** Provides the arguments and, if encrypted, the class keys for opening it; called only if it is not open yet. */
  readonly locate: () => Promise<
    Omit<Extract<DatabaseQuestion, { type: 'open' }>, 'type' | 'tempPath'> & { readonly keys: Uint8Array | null }
  >;
}

interface Reader {
  readonly helper: HelperProcess;
  /** Serialises requests. */
  readonly queue: TaskQueue;
  isOpen: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Reads databases of backups, each in its own process, which is kept for further pages. */
export class DatabaseReaders {
  readonly #tempPath: string | null;
  /** By key, least recently used first. */
  readonly #readers = new Map<string, Reader>();

  constructor(tempPath: string | null) {
    this.#tempPath = tempPath;
  }

  /**
   * The tables of the database. Rows are not counted if counting takes too long.
   * @throws whatever opening and reading throw, CANCELLED
   */
  async facts(source: DatabaseSource, signal: AbortSignal): Promise<DatabaseFacts> {
    return (await this.#ask(source, { type: 'facts' }, signal)) as DatabaseFacts;
  }

  /** A page of a table. @throws like {@link facts}; NOT_FOUND, BAD_REQUEST */
  async rows(source: DatabaseSource, query: RowsQuery, signal: AbortSignal): Promise<TableRows> {
    return (await this.#ask(source, { type: 'rows', ...query }, signal)) as TableRows;
  }

  /** Closes the databases whose key starts with `prefix`. */
  forget(prefix: string): void {
    for (const [key, reader] of this.#readers) if (key.startsWith(prefix)) this.#end(key, reader);
  }

  async #ask(source: DatabaseSource, question: DatabaseQuestion, signal: AbortSignal): Promise<unknown> {
    const reader = this.#reader(source);
    return reader.queue.run(signal, async () => {
      try {
        if (!reader.isOpen) {
          const { keys, ...location } = await source.locate();
          await reader.helper.ask({ type: 'open', tempPath: this.#tempPath, ...location }, { secret: keys });
          reader.isOpen = true;
        }
        // Not aborted when the client disconnects: the database stays open for the next page.
        return await reader.helper.ask(question);
      } catch (error) {
        if (!reader.helper.isAlive) await this.#removeDead(source.key, reader);
        throw error;
      } finally {
        reader.timer = setTimeout(() => this.#end(source.key, reader), IDLE_MS).unref();
      }
    });
  }

  #reader({ key, path }: DatabaseSource): Reader {
    const reader = this.#readers.get(key) ?? {
      helper: new HelperProcess({
        entry: new URL('./database-process.ts', import.meta.url),
        reads: [path],
        writes: this.#tempPath === null ? [] : [this.#tempPath],
        heapMb: HEAP_MB,
        timeoutMs: TIMEOUT_MS,
        task: 'Reading the database',
        crashCode: 'MALFORMED_DATABASE',
      }),
      queue: new TaskQueue({ running: 1, waiting: WAITING }),
      isOpen: false,
      timer: undefined,
    };
    clearTimeout(reader.timer);
    this.#readers.delete(key);
    this.#readers.set(key, reader);
    for (const [oldest, other] of this.#readers) {
      if (this.#readers.size <= MAX_OPEN) break;
      if (other !== reader && !other.helper.isBusy) this.#end(oldest, other);
    }
    return reader;
  }

  /** Lets the process clean up and exit. */
  #end(key: string, reader: Reader): void {
    clearTimeout(reader.timer);
    if (this.#readers.get(key) === reader) this.#readers.delete(key);
    reader.isOpen = false;
    reader.helper.end();
  }

  /** A killed process has left its copy behind. */
  async #removeDead(key: string, reader: Reader): Promise<void> {
    if (this.#readers.get(key) === reader) this.#readers.delete(key);
    reader.isOpen = false;
    await reader.helper.kill();
    await sweepSandboxes(this.#tempPath);
  }
}
