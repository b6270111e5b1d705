/**
 * The thread of a worker process that reads the newest records of artifacts, in place: nothing decrypted is written. It
 * ends before the reading thread starts, and loads only the artifacts that it reads, so that the first contents are
 * there soon and take little memory.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ArtifactDefinition } from '../../artifacts/kit/artifact.ts';
import { contacts } from '../../artifacts/rich/contacts/index.ts';
import { messages } from '../../artifacts/rich/messages/index.ts';
import { photos } from '../../artifacts/rich/photos/index.ts';
import { whatsapp } from '../../artifacts/rich/whatsapp/index.ts';
import { openBackup, sharedClassKeys } from '../../backup/index.ts';
import { loadEngine } from '../../backup/source-database/direct/engine.ts';
import type { Backup } from '../../backup/types.ts';
import { isDomainError } from '../../model/errors.ts';
import type { WriteTarget } from '../../storage/index.ts';
import { BatchCredits } from '../batch-credits.ts';
import {
  type CloseOrder,
  handedOver,
  type KeysMessage,
  type PreviewOrder,
  type ReaderAnswer,
  type ReaderInput,
  type ReaderMessage,
} from '../protocol.ts';
import { findPreviewStores, readPreview } from '../read-preview.ts';
import { WHOLE } from '../reading/read-artifact.ts';
import { ownerRegion } from '../region.ts';
import { artifactOf } from './artifact-of.ts';
import { BatchingSink } from './batching-sink.ts';

/** What nearly every phone has. The others are loaded if their stores are there. */
const USUAL: readonly ArtifactDefinition[] = [contacts, messages, whatsapp, photos];

const input = workerData as ReaderInput;
const port = parentPort as MessagePort;
const credits = new BatchCredits(input.credits);
const post = (message: ReaderMessage): void => port.postMessage(message, handedOver(message));

let opened: Promise<Backup> | null = null;
let sharedKeys = input.keys;

function backup(): Promise<Backup> {
  const keys = sharedKeys === null ? undefined : sharedClassKeys(sharedKeys);
  opened ??= openBackup(input.path, { tempPath: null, inPlace: true, ...(keys === undefined ? {} : { keys }) });
  return opened;
}

/** Whatever goes wrong shows again when all records are read, and is recorded then. */
async function preview({ target, places }: PreviewOrder): Promise<ReaderAnswer> {
  try {
    const source = await backup();
    const stores = findPreviewStores(places, source.manifest);
    if (stores === null) return { type: 'preview', result: null };
    const artifact = await definitionOf(target);
    const region = ownerRegion(source.folder.device);
    const sink = new BatchingSink({ artifact, target, region, slice: WHOLE, credits, post, earlier: null });
    const result = await readPreview(artifact, source, { region, stores }, sink);
    if (result !== null) sink.flush();
    return { type: 'preview', result };
  } catch (error) {
    if (!isDomainError(error)) process.stderr.write(`apple-juicer: no preview: ${String(error)}\n`);
    return { type: 'preview', result: null };
  }
}

async function definitionOf(target: WriteTarget): Promise<ArtifactDefinition> {
  const usual = USUAL.find(({ id }) => id === target.artifact);
  return usual ?? artifactOf(target, (await import('../../artifacts/registry.ts')).registry);
}

async function close(): Promise<ReaderAnswer> {
  await (await opened?.catch(() => null))?.close();
  return { type: 'closed' };
}

/** Opens the backup before the first order, which takes a while to come. What goes wrong shows again then. */
function openAhead(): void {
  backup().catch(() => undefined);
}

if (input.awaitsKeys) loadEngine().catch(() => undefined);
else openAhead();

/** The orders so far, which are executed one after the other. */
let work = Promise.resolve();

port.on('message', (order: PreviewOrder | CloseOrder | KeysMessage) => {
  if (order.type === 'keys') {
    sharedKeys = order.keys;
    openAhead();
    return;
  }
  work = work.then(() => (order.type === 'close' ? close() : preview(order))).then(post);
});
