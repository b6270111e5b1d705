import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ExportPlan } from '../../contract/export.ts';
import type { Picture } from '../../media/index.ts';
import { fromFailure, toFailure } from '../../model/failure.ts';
import { Posts } from '../../model/posts.ts';
import { type OpenedNote, openViews, type SnapshotViews, stateOf } from '../../views/index.ts';
import { findExporter, planExport, refuseUnused } from '../export.ts';
import { exporterOf } from '../exporters.ts';
import { largeChunks } from '../format/large-chunks.ts';
import type { OpenNote } from '../notes/locked-notes.ts';
import type { Pdf, PdfOrder } from '../pdf/document.ts';
import type { RemovedTerm } from '../redaction/terms.ts';
import type { ExportFiles, PartHelpers, PlanContext, ReadFile } from '../types.ts';
import { PartThread } from './part-thread.ts';
import {
  AHEAD,
  type FileQuestion,
  type FromThread,
  type OpenedNumber,
  type ThreadExport,
  type ToThread,
} from './protocol.ts';
import { SharedProgress } from './shared-progress.ts';

/** Contents of an open file, which the main thread reads. */
class ElsewhereContents implements AsyncIterable<Uint8Array> {
  readonly opened: number;

  constructor(opened: number) {
    this.opened = opened;
  }

  // oxlint-disable-next-line require-yield -- it only refuses
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    throw new Error('Files of the backup are read by the main thread.');
  }
}

const port = parentPort as MessagePort;
const questions = new Map<number, PromiseWithResolvers<unknown>>();
/** Chunks and files that may be posted before another is taken. */
let ahead = AHEAD;
let onTaken: () => void = () => undefined;

port.on('message', (messages: readonly ToThread[]) => {
  for (const message of messages) receive(message);
});

function receive(message: ToThread): void {
  if (message.kind === 'start') void run(message.job);
  else if (message.kind === 'answer') {
    const question = questions.get(message.id);
    questions.delete(message.id);
    if ('failure' in message) question?.reject(fromFailure(message.failure, 'the main thread'));
    else question?.resolve(message.value);
  } else {
    ahead++;
    onTaken();
  }
}

const posts = new Posts<FromThread>((messages) => port.postMessage(messages));

function post(message: FromThread, transfer: ArrayBuffer[] = []): void {
  if (transfer.length === 0) {
    posts.add(message);
    return;
  }
  posts.flush();
  port.postMessage([message], transfer);
}

/** Posts a chunk or file as soon as its reader is near. */
async function postNear(message: FromThread, transfer: ArrayBuffer[] = []): Promise<void> {
  if (--ahead < 0) {
    const { promise, resolve } = Promise.withResolvers<void>();
    onTaken = resolve;
    await promise;
  }
  post(message, transfer);
}

function ask(question: FileQuestion): Promise<unknown> {
  const answer = Promise.withResolvers<unknown>();
  const id = questions.size === 0 ? 0 : Math.max(...questions.keys()) + 1;
  questions.set(id, answer);
  post({ kind: 'question', id, question });
  return answer.promise;
}

const files: ExportFiles = {
  async open(of, as) {
    const found = (await ask({ ask: 'open', of, as })) as OpenedNumber | null;
    if (found === null) return null;
    // The main thread closes it when it has been read.
    const close = async () => undefined;
    const { opened, name, modifiedAt } = found;
    return { name, modifiedAt, contents: new ElsewhereContents(opened), integrity: () => 'ok', close };
  },
  needsFilm: async (of) => (await ask({ ask: 'needsFilm', of })) as boolean,
  name: async (of) => (await ask({ ask: 'name', of })) as string | null,
  picture: async (of, wanted) => (await ask({ ask: 'picture', of, wanted })) as Picture | null,
  photo: async (of) => (await ask({ ask: 'photo', of })) as Uint8Array | null,
};

const readFile = async (of: string): Promise<ReadFile | null> => (await ask({ ask: 'read', of })) as ReadFile | null;

const withXmp: PlanContext['withXmp'] = async (contents, xmp) => {
  if (!(contents instanceof ElsewhereContents)) {
    const { withXmpOf } = await import('../photos/with-xmp.ts');
    return withXmpOf(contents, xmp);
  }
  const isEmbedded = (await ask({ ask: 'withXmp', opened: contents.opened, xmp })) as boolean;
  return { contents, isEmbedded };
};

const openNote: OpenNote = async (of) => (await ask({ ask: 'note', of })) as OpenedNote | null;

const makePdf = async (of: PdfOrder): Promise<Pdf> => (await ask({ ask: 'pdf', of })) as Pdf;

async function run(job: ThreadExport): Promise<void> {
  ahead = AHEAD;
  try {
    const views = await openViews(job.dsn);
    const helpers: PartThread[] = [];
    try {
      await make(job, views, helpers);
    } finally {
      await Promise.all(helpers.map((helper) => helper.stop()));
      await views.close();
    }
    post({ kind: 'done' });
  } catch (error) {
    post({ kind: 'failed', failure: toFailure(error) });
  }
}

/** Records that this thread writes while another one starts, twice. */
const WORTH_SHARING = 30_000;

async function make(job: ThreadExport, views: SnapshotViews, helpers: PartThread[]): Promise<void> {
  const { backup, asked, version, hasFiles, canConvert, opensNotes, redaction, dsn, canShare } = job;
  const progress = new SharedProgress(job.progress);
  const start: PartHelpers['start'] = async (of) => {
    const [snapshot, state] = [await views.share(), await stateOf(views, backup)];
    const helper = new PartThread({ ...of, dsn, version, canConvert, snapshot, state }, (count) => progress.add(count));
    helpers.push(helper);
    return helper;
  };
  const context: PlanContext = {
    views,
    files: hasFiles ? files : null,
    version,
    canConvert,
    openNote: opensNotes ? openNote : undefined,
    makePdf,
    readFile,
    withXmp,
    helpers: canShare && redaction === null ? { worthFrom: WORTH_SHARING, start } : undefined,
  };
  if (redaction === null) return write(job, context, asked, []);
  const { removes, folder } = redaction;
  const [{ redactIndex }, { redactedContext }] = await Promise.all([
    import('../redaction/redact-export.ts'),
    import('../redaction/redacted-context.ts'),
  ]);
  // What cannot be exported is refused before the copy is made.
  const exporter = await findExporter(asked);
  refuseUnused(exporter, asked);
  const redacted = await redactIndex({
    views,
    backup,
    plan: asked,
    redaction: removes,
    exporter,
    folder,
    onRows: (phase, read, all) => progress.set(phase, read, all),
  });
  try {
    await write(
      job,
      redactedContext(context, redacted.redactor, removes, redacted.views),
      redacted.plan,
      redacted.terms,
    );
  } finally {
    await redacted.views.close();
  }
}

async function write(
  { backup, progress: memory }: ThreadExport,
  context: PlanContext,
  asked: ExportPlan,
  terms: readonly RemovedTerm[],
): Promise<void> {
  const progress = new SharedProgress(memory);
  progress.set('exporting', 0, null);
  const plan = await planExport(context, backup, asked, (count) => progress.add(count));
  const { about, name, contentType, total } = plan;
  progress.expect(total);
  post({ kind: 'prepared', about, name, contentType, plan: asked, terms });
  for await (const { contents, ...file } of plan.files()) {
    const opened = contents instanceof ElsewhereContents ? contents.opened : null;
    await postNear({ kind: 'file', file, opened });
    if (opened === null) {
      for await (const bytes of largeChunks(contents)) {
        await postNear({ kind: 'chunk', bytes }, [bytes.buffer as ArrayBuffer]);
      }
    }
    post({ kind: 'end' });
  }
}

// Loads the exporter before the job arrives. If there is no such exporter, the job will report that.
const what = workerData as string | null;
if (what !== null) void exporterOf(what).catch(() => undefined);
