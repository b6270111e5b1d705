import { type MessagePort, workerData } from 'node:worker_threads';
import { toFailure } from '../../model/failure.ts';
import { openViews, stateOf } from '../../views/index.ts';
import { findExporter, wordsOf } from '../export.ts';
import { largeChunks } from '../format/large-chunks.ts';
import type { MakePart, PartFacts } from '../parts/parts.ts';
import type { ExportJob } from '../types.ts';
import type { FromPartThread, GivenPart, PartJob } from './part-protocol.ts';

/** Bytes that may be made before they are used. */
const MOST_AHEAD = 16 * 1024 * 1024;

const { job, port } = workerData as { readonly job: PartJob; readonly port: MessagePort };
const ahead = new Int32Array(job.ahead);
/** Records that were read since the last message. */
let records = 0;

function post(message: FromPartThread, transfer: ArrayBuffer[] = []): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  port.postMessage(message, transfer);
}

/** Waits until what was made before has been used. Nothing else runs in this thread. */
function waitForReader(): void {
  for (let bytes = Atomics.load(ahead, 0); bytes > MOST_AHEAD; bytes = Atomics.load(ahead, 0)) {
    Atomics.wait(ahead, 0, bytes);
  }
}

async function makePart(make: MakePart, { number, part }: GivenPart): Promise<void> {
  let facts: PartFacts | null = null;
  const texts = make(part);
  const contents = (async function* () {
    facts = yield* texts;
  })();
  for await (const bytes of largeChunks(contents)) {
    Atomics.add(ahead, 0, bytes.byteLength);
    post({ kind: 'chunk', number, bytes, records }, [bytes.buffer as ArrayBuffer]);
    records = 0;
    waitForReader();
  }
  post({ kind: 'end', number, facts, records });
  records = 0;
}

async function makeParts(): Promise<void> {
  const given: GivenPart[] = [];
  let onGiven: () => void = () => undefined;
  port.on('message', (part: GivenPart) => {
    given.push(part);
    onGiven();
  });
  const { backup, request, about, version, canConvert, dsn, snapshot, state } = job;
  const views = await openViews(dsn, snapshot);
  if ((await stateOf(views, backup)) !== state) {
    await views.close();
    post({ kind: 'useless' });
    port.close();
    return;
  }
  const refuse = async (): Promise<never> => {
    throw new Error('Files of the backup are read for exports in one thread only.');
  };
  const whole: ExportJob = {
    views,
    version,
    backup,
    request,
    about,
    canConvert,
    words: wordsOf(request),
    files: null,
    makePdf: refuse,
    readFile: refuse,
    withXmp: refuse,
    onRecords: (count) => {
      records += count;
    },
  };
  const make = (await findExporter(request)).partMaker?.(whole);
  if (make === undefined) throw new Error('This export has no parts.');
  post({ kind: 'ready' });
  for (;;) {
    const next = given.shift();
    if (next === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onGiven = resolve;
      await promise;
    } else await makePart(make, next);
  }
}

makeParts().catch((error: unknown) => post({ kind: 'failed', failure: toFailure(error) }));
