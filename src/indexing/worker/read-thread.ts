/**
 * The reading half of a worker process: a thread that opens the backup once, plans, and reads the requested pieces,
 * posting batches of rows. It runs in parallel with the writing half (`worker-process.ts`).
 */

import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ArtifactDefinition } from '../../artifacts/kit/artifact.ts';
import { registry } from '../../artifacts/registry.ts';
import type { ScannedPart } from '../../backup/contents-scan.ts';
import { openBackup, PayloadTable, sharedClassKeys, surveyPayloads } from '../../backup/index.ts';
import type { Backup, CopyReport, DatabaseCopier } from '../../backup/types.ts';
import { msg } from '../../locales/messages.ts';
import { isChosen } from '../../model/artifact-choice.ts';
import { isDomainError } from '../../model/errors.ts';
import { traceOf } from '../../model/trace.ts';
import type { PlannedPieces } from '../../storage/index.ts';
import { BatchCredits } from '../batch-credits.ts';
import { type ArtifactEntries, matchStores, StoreMatcher } from '../match-stores.ts';
import {
  type ArtifactPlan,
  isFolderUnchanged,
  isUnchanged,
  ledgerWithout,
  planArtifact,
  planNothing,
  signatureAfter,
} from '../plan.ts';
import {
  type CopyAnswer,
  type CopyRequest,
  handedOver,
  type PreviewOrder,
  type ReaderAnswer,
  type ReaderInput,
  type ReaderMessage,
  type ReaderOrder,
  type SandboxNotice,
  type ScanReport,
} from '../protocol.ts';
import { readArtifact } from '../reading/read-artifact.ts';
import { ownerRegion } from '../region.ts';
import { UnreadStores } from '../unread-stores.ts';
import { artifactOf } from './artifact-of.ts';
import { BatchingSink } from './batching-sink.ts';
import { nullIfKnown, scanRest } from './shared-scan.ts';

/** Maximum number of slices of an artifact: each slice opens the backup and reads the tables around the records. */
const MAX_SLICES = 8;

const input = workerData as ReaderInput;
const port = parentPort as MessagePort;
const credits = new BatchCredits(input.credits);
const post = (message: ReaderMessage): void => port.postMessage(message, handedOver(message));

type PlanOrder = Extract<ReaderOrder, { type: 'plan' }>;

/** The payloads of the backup, which are looked at once. */
const payloadTable = new PayloadTable();
let opened: Promise<Backup> | null = null;
/** Signatures for artifacts whose reading turns out to look for no files, if this thread made the plan. */
const ownSignatures = new Map<string, string>();
/** What the main thread has seen of the scan. */
const scannedThere = Promise.withResolvers<ScannedPart | null>();
/** Called with the copies that the main thread makes, by their folder. */
const copying = new Map<string, (report: CopyReport | null) => void>();
/** The files of the stores of all artifacts; null until needed. */
let matched: ReadonlyMap<string, ArtifactEntries> | null = null;

function backup(): Promise<Backup> {
  const keys = input.keys === null ? undefined : sharedClassKeys(input.keys);
  opened ??= openBackup(input.path, {
    tempPath: input.tempPath,
    onSandbox: (path) => port.postMessage({ type: 'sandbox', path } satisfies SandboxNotice),
    payloads: payloadTable,
    ...(keys === undefined ? {} : { keys }),
  });
  return opened;
}

function storesOf(artifact: ArtifactDefinition, source: Backup): ArtifactEntries {
  matched ??= matchStores(registry, source.manifest, (name) => source.folderFile(name));
  return matched.get(artifact.id) ?? {};
}

const copyInMainThread: DatabaseCopier = async (order) => {
  const { promise, resolve } = Promise.withResolvers<CopyReport | null>();
  copying.set(order.into, resolve);
  port.postMessage({ type: 'copy', order } satisfies CopyRequest);
  return promise;
};

/**
 * Has the main thread, which waits for the plan, copy the first large database of which nothing is indexed. One is
 * enough: later it writes, and copies of all would take much space at once.
 * @param all the files of the stores as far as they are known
 * @returns true if there is nothing more to copy
 */
async function copyAhead(
  source: Backup,
  all: ReadonlyMap<string, ArtifactEntries>,
  { current, choice }: Pick<PlanOrder, 'current' | 'choice'>,
): Promise<boolean> {
  // Others may read it.
  if (input.helpers > 1) return true;
  for (const artifact of registry) {
    if (current[artifact.id] !== undefined || !isChosen(choice, artifact.id)) continue;
    const found = all.get(artifact.id) ?? {};
    const stores = Object.entries(artifact.stores);
    if (stores.some(([name, { optional }]) => !optional && (found[name] ?? []).length === 0)) continue;
    const databases = stores.flatMap(([name, { format }]) => (format === 'sqlite' ? (found[name] ?? []) : []));
    const digests = artifact.growth !== undefined;
    for (const entry of databases) {
      if (await source.copyAhead(entry, copyInMainThread, { digests })) return true;
    }
  }
  return false;
}

async function plan({ current, remembered, isSized, choice, scan }: PlanOrder): Promise<ReaderAnswer> {
  const mayBeUnchanged = isSized && registry.every(({ id }) => current[id] !== undefined);
  // Otherwise the main thread looks at the folder while this one opens the backup.
  const early = mayBeUnchanged ? await scanRest(scan, scannedThere.promise) : null;
  const unchanged = early === null ? null : allUnchanged({ current, choice }, early.digest);
  if (unchanged !== null) return { type: 'planned', artifacts: unchanged, size: null };
  const source = await backup();
  const matcher = new StoreMatcher(registry, source.manifest, (name) => source.folderFile(name));
  const unread = new UnreadStores(source.manifest);
  const seen = mayBeUnchanged ? early : await scanRest(scan, scannedThere.promise);
  // The largest are found without reading the list of files.
  const isCopying = await copyAhead(source, matcher.found(), { current, choice }).catch(nullIfKnown);
  seen?.addTo(payloadTable);
  const contents = seen?.digest ?? null;
  const { rows, missing, bytes, files, domains } = await surveyPayloads(source, payloadTable, (domain, path) => {
    matcher.add(domain, path);
    unread.add(domain, path);
  });
  const stores = matcher.found();
  matched = stores;
  if (isCopying === false) await copyAhead(source, stores, { current, choice }).catch(nullIfKnown);
  const payloads = `${rows}:${missing}`;
  const plans = registry.map((artifact) =>
    isChosen(choice, artifact.id)
      ? planArtifact(artifact, storesOf(artifact, source), source, { payloads, contents })
      : planNothing(artifact),
  );
  for (const { artifact, ownSignature } of plans) ownSignatures.set(artifact.id, ownSignature);
  return {
    type: 'planned',
    artifacts: await Promise.all(plans.map((each) => plannedPieces(each, current, remembered))),
    size: {
      sizeBytes: bytes,
      fileCount: files,
      domains,
      coverage: unread.coverage(stores, domains),
    },
  };
}

async function plannedPieces(
  plan: ArtifactPlan,
  current: PlanOrder['current'],
  remembered: PlanOrder['remembered'],
): Promise<PlannedPieces> {
  const { artifact, weight } = plan;
  const { id, version } = artifact;
  const unchanged = isUnchanged(plan, current[id]);
  return {
    artifact: id,
    version,
    signature: signatureAfter(plan, current[id]),
    unchanged,
    weight,
    slices: remembered[id] === version ? 1 : slicesOf(plan),
    // An unchanged artifact has its ledger already.
    ledger: unchanged ? null : await ledgerWithout(plan),
  };
}

/** The plan for a backup that is unchanged since all current rows were read; null if it has changed or may have. */
function allUnchanged(
  { current, choice }: Pick<PlanOrder, 'current' | 'choice'>,
  contents: string,
): PlannedPieces[] | null {
  const planned: PlannedPieces[] = [];
  for (const artifact of registry) {
    const signature = current[artifact.id];
    const isUpToDate = isChosen(choice, artifact.id)
      ? isFolderUnchanged(artifact, contents, signature)
      : isUnchanged(planNothing(artifact), signature);
    if (signature === undefined || !isUpToDate) return null;
    const { id, version } = artifact;
    planned.push({ artifact: id, version, signature, unchanged: true, weight: 0, slices: 1, ledger: null });
  }
  return planned;
}

function slicesOf({ artifact, weight, without }: ArtifactPlan): number {
  if (artifact.slicing === undefined || without !== null || weight < input.sliceFromBytes) return 1;
  return Math.max(1, Math.min(input.helpers, MAX_SLICES));
}

async function read({ target, slice, slices, earlier }: Extract<ReaderOrder, { type: 'read' }>): Promise<ReaderAnswer> {
  const source = await backup();
  const artifact = artifactOf(target, registry);
  const region = ownerRegion(source.folder.device);
  const part = { index: slice, of: slices };
  const sink = new BatchingSink({ artifact, target, region, slice: part, credits, post, earlier });
  // The signature, which needs the count of payloads, is in the plan.
  const { ledger, sources, readAgain, usesFiles, state } = await readArtifact(
    planArtifact(artifact, storesOf(artifact, source), source, { payloads: '', contents: null }),
    source,
    { region, slice: part, earlier: earlier?.state ?? null },
    sink,
  );
  sink.flush();
  const signature = usesFiles || slices > 1 ? null : (ownSignatures.get(artifact.id) ?? null);
  return {
    type: 'read',
    result: { ledger, sources, partial: sink.partial(), readAgain, signature, kept: sink.kept(), state },
    records: sink.records,
  };
}

async function close(): Promise<ReaderAnswer> {
  await (await opened)?.close();
  return { type: 'closed' };
}

async function serve(order: Exclude<ReaderOrder, PreviewOrder>): Promise<ReaderAnswer> {
  if (order.type === 'plan') return plan(order);
  return order.type === 'read' ? read(order) : close();
}

function failed(error: unknown): ReaderAnswer {
  const known = isDomainError(error);
  if (!known) process.stderr.write(`apple-juicer: ${traceOf(error)}\n`);
  const reason = known ? error.detail : msg('run.own-error');
  return { type: 'failed', code: known ? error.code : 'INTERNAL', reason };
}

/** The orders so far, which are executed one after the other. */
let work = Promise.resolve();

port.on('message', (order: Exclude<ReaderOrder, PreviewOrder> | ScanReport | CopyAnswer) => {
  if (order.type === 'scanned') {
    scannedThere.resolve(order.part);
    return;
  }
  if (order.type === 'copied') {
    copying.get(order.into)?.(order.report);
    copying.delete(order.into);
    return;
  }
  work = work.then(() => serve(order).catch(failed).then(post));
});
