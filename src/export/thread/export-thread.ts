import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { plain } from '../../locales/messages.ts';
import { type Picture, ProblemList, type ProblemWords } from '../../media/index.ts';
import { DomainError } from '../../model/errors.ts';
import { fromFailure, toFailure } from '../../model/failure.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import { ownChunk } from '../../model/own-chunk.ts';
import { Posts } from '../../model/posts.ts';
import type { OpenedNote } from '../../views/index.ts';
import { textContents } from '../attachments.ts';
import type { OpenNote } from '../notes/locked-notes.ts';
import type { Pdf } from '../pdf/document.ts';
import type { OpenProgramFolder } from '../pdf/unpacked-typesetter.ts';
import type { ExportFile, ExportFiles, OpenedFile, ReadFile } from '../types.ts';
import type { FileQuestion, FromThread, OpenedNumber, ThreadExport, ToThread } from './protocol.ts';
import { readOpened } from './read-opened.ts';
import { startWorker } from './start-worker.ts';

/** Time after which an unused thread is ended: starting one takes a quarter of a second, and it needs 100 MB. */
const IDLE_MS = 30_000;

/** Threads without an export. */
const idle: ExportThread[] = [];

type Prepared = Extract<FromThread, { kind: 'prepared' }>;

/** A thread that makes one export after another. */
class ExportThread {
  readonly #worker: Worker;
  readonly #posts: Posts<ToThread>;
  readonly #messages: FromThread[] = [];
  #onMessage: () => void = () => undefined;
  #onQuestion: (id: number, question: FileQuestion) => void = () => undefined;
  #ended: DomainError | null = null;
  #idle: NodeJS.Timeout | null = null;

  /** @param what exporter that it loads at once; null for none */
  constructor(what: string | null) {
    this.#worker = startWorker(what);
    const end = (cause?: unknown): void => {
      this.#ended ??= new DomainError('INTERNAL', plain('The thread that makes the export ended.'), { cause });
      this.#onMessage();
    };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    this.#posts = new Posts((messages) => this.#worker.postMessage(messages));
    this.#worker.on('message', (messages: readonly FromThread[]) => {
      for (const message of messages) {
        if (message.kind === 'question') this.#onQuestion(message.id, message.question);
        else this.#messages.push(message);
      }
      this.#onMessage();
    });
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end());
  }

  get isAlive(): boolean {
    return this.#ended === null;
  }

  start(job: ThreadExport, onQuestion: (id: number, question: FileQuestion) => void): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#onQuestion = onQuestion;
    this.post({ kind: 'start', job });
  }

  post(message: ToThread): void {
    this.#posts.add(message);
  }

  /** The next message. @throws what the thread throws */
  async next(): Promise<FromThread> {
    while (this.#messages.length === 0) {
      if (this.#ended !== null) throw this.#ended;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onMessage = resolve;
      // Only while it is waited for, the thread keeps the process alive.
      this.#worker.ref();
      await promise;
      this.#worker.unref();
    }
    const message = this.#messages.shift() as FromThread;
    if (message.kind === 'failed') throw fromFailure(message.failure, 'the thread of an export');
    return message;
  }

  /** Keeps it for another export, for a while. */
  rest(): void {
    idle.push(this);
    this.#idle = setTimeout(() => {
      idle.splice(idle.indexOf(this), 1);
      void this.stop();
    }, IDLE_MS).unref();
  }

  /** Ends it, whatever it does. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Exports that are being made. */
const exports = new Set<ThreadedExport>();

/** What the main thread opens for an export: files of the backup, and locked notes. */
interface Openable {
  readonly files: ExportFiles | null;
  readonly openNote?: OpenNote | undefined;
  /** See {@link makePdf}. */
  readonly programFolders?: readonly OpenProgramFolder[];
}

/** One export that a thread makes. */
export class ThreadedExport {
  readonly #thread: ExportThread;
  readonly #files: ExportFiles | null;
  readonly #openNote: OpenNote | undefined;
  readonly #programFolders: readonly OpenProgramFolder[];
  readonly #language: string | undefined;
  readonly #opened = new Map<number, OpenedFile>();
  /** Files of pictures, by fileID. */
  readonly #pictures = new Map<string, DoubtfulFile>();
  /** Ends what the main thread does for it. */
  readonly #closing = new AbortController();
  #nextOpened = 1;
  #isOver = false;

  private constructor(
    thread: ExportThread,
    { files, openNote, programFolders = [] }: Openable,
    language: string | undefined,
  ) {
    this.#language = language;
    this.#thread = thread;
    this.#files = files;
    this.#openNote = openNote;
    this.#programFolders = programFolders;
  }

  /**
   * Starts an export.
   * @throws BACKUP_NOT_FOUND, NOT_FOUND, BAD_REQUEST, STORAGE_UNAVAILABLE, CANCELLED (by `signal`)
   */
  static async start(
    job: Omit<ThreadExport, 'canShare'>,
    openable: Openable,
    signal?: AbortSignal,
  ): Promise<[ThreadedExport, Prepared]> {
    if (isAborted(signal)) throw new DomainError('CANCELLED');
    let thread = idle.pop();
    while (thread?.isAlive === false) thread = idle.pop();
    thread ??= new ExportThread(job.asked.what);
    const running = thread;
    const stop = (): void => void running.stop();
    signal?.addEventListener('abort', stop, { once: true });
    const started = new ThreadedExport(thread, openable, job.asked.language);
    // One of several exports at once has a CPU to itself at best.
    const canShare = exports.size === 0 && availableParallelism() > 1;
    exports.add(started);
    thread.start({ ...job, canShare }, (id, question) => void started.#answer(id, question));
    try {
      const prepared = (await thread.next()) as Prepared;
      if (isAborted(signal)) throw new DomainError('CANCELLED');
      return [started, prepared];
    } catch (error) {
      started.#end();
      if (isAborted(signal)) {
        // It may still write into a folder that the caller removes.
        await thread.stop();
        throw new DomainError('CANCELLED');
      }
      if (thread.isAlive) thread.rest();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Its files, once. */
  async *files(): AsyncGenerator<ExportFile, void, undefined> {
    const doubtful: DoubtfulFile[] = [];
    try {
      for (let message = await this.#thread.next(); message.kind !== 'done'; message = await this.#thread.next()) {
        if (message.kind === 'file' || message.kind === 'chunk') this.#thread.post({ kind: 'more' });
        if (message.kind !== 'file') continue;
        const { file, opened } = message;
        const found = opened === null ? undefined : this.#opened.get(opened);
        if (opened !== null) this.#opened.delete(opened);
        const contents = found?.contents ?? this.#chunks();
        try {
          yield { ...file, contents };
        } finally {
          await found?.close();
        }
        // Of a file that is being copied it is known later.
        const integrity = found?.integrity() ?? 'ok';
        if (integrity !== 'ok') doubtful.push({ path: file.path, integrity });
      }
      this.#end();
      this.#thread.rest();
      doubtful.push(...this.#pictures.values());
      const damaged = new ProblemList();
      for (const { path, integrity } of doubtful) {
        const state = await integrity;
        if (state !== 'ok') damaged.add(path, (await textsOf(this.#language)).problems[state]);
      }
      if (damaged.isEmpty) return;
      const contents = textContents(damaged.text((await textsOf(this.#language)).list));
      yield { path: 'DAMAGED.txt', modifiedAt: null, compress: true, contents };
    } finally {
      this.close();
    }
  }

  /** Stops it unless it has been read to its end. */
  close(): void {
    if (this.#isOver) return;
    this.#end();
    void this.#thread.stop();
    this.#closing.abort();
    for (const file of this.#opened.values()) void file.close();
  }

  #end(): void {
    this.#isOver = true;
    exports.delete(this);
  }

  /** Notes the state of the file of a picture, which has another name in the export, or is part of a document. */
  async #notePicture(fileID: string): Promise<void> {
    if (this.#pictures.has(fileID)) return;
    const integrity = (await this.#files?.integrity?.(fileID)) ?? 'ok';
    if (integrity !== 'ok')
      this.#pictures.set(fileID, { path: (await this.#files?.name(fileID)) ?? fileID, integrity });
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let message = await this.#thread.next(); message.kind === 'chunk'; message = await this.#thread.next()) {
      this.#thread.post({ kind: 'more' });
      const { buffer, byteOffset, byteLength } = message.bytes;
      yield ownChunk(Buffer.from(buffer, byteOffset, byteLength));
    }
  }

  async #answer(id: number, question: FileQuestion): Promise<void> {
    try {
      this.#thread.post({ kind: 'answer', id, value: await this.#find(question) });
    } catch (error) {
      this.#thread.post({ kind: 'answer', id, failure: toFailure(error) });
    }
  }

  async #find(
    question: FileQuestion,
  ): Promise<OpenedNumber | ReadFile | string | boolean | Uint8Array | Picture | Pdf | OpenedNote | null> {
    if (question.ask === 'note') {
      const note = (await this.#openNote?.(question.of)) ?? null;
      if (note !== null) this.#files?.openNotesWith?.(note.fileKeys);
      return note;
    }
    if (question.ask === 'pdf') {
      const { makePdf } = await import('../pdf/engine.ts');
      return makePdf(question.of, { programFolders: this.#programFolders, signal: this.#closing.signal });
    }
    if (this.#files === null) return null;
    if (question.ask === 'name') return this.#files.name(question.of);
    if (question.ask === 'needsFilm') return (await this.#files.needsFilm?.(question.of)) ?? false;
    if (question.ask === 'read') {
      const found = await this.#files.open(question.of, undefined, this.#closing.signal);
      return found === null ? null : readOpened(found);
    }
    if (question.ask === 'withXmp') {
      const found = this.#opened.get(question.opened);
      if (found === undefined) return false;
      const { withXmpOf } = await import('../photos/with-xmp.ts');
      const { contents, isEmbedded } = await withXmpOf(found.contents, question.xmp);
      this.#opened.set(question.opened, { ...found, contents });
      return isEmbedded;
    }
    if (question.ask === 'photo') return this.#files.photo(question.of);
    if (question.ask === 'picture') {
      const picture = await this.#files.picture(question.of, question.wanted, this.#closing.signal);
      if (picture !== null) await this.#notePicture(question.of);
      return picture;
    }
    const file = await this.#files.open(question.of, question.as, this.#closing.signal);
    if (file === null) return null;
    if (this.#isOver) {
      await file.close();
      return null;
    }
    const opened = this.#nextOpened++;
    this.#opened.set(opened, file);
    return { opened, name: file.name, modifiedAt: file.modifiedAt };
  }
}

/** A file whose contents may not be as the backup lists them. */
interface DoubtfulFile {
  readonly path: string;
  readonly integrity: FileIntegrity | Promise<FileIntegrity>;
}

/** A function, because the type checker takes the state of a signal for constant. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Texts for damaged files, which few exports have: the catalogues take longer to load than the rest. */
async function textsOf(
  language: string | undefined,
): Promise<{ readonly problems: Readonly<Record<Exclude<FileIntegrity, 'ok'>, string>>; readonly list: ProblemWords }> {
  const [{ integrityWords, problemWords }, { wordsIn }] = await Promise.all([
    import('../language/problem-words.ts'),
    import('../language/words.ts'),
  ]);
  const words = wordsIn(language);
  return { problems: integrityWords(words), list: problemWords(words) };
}
