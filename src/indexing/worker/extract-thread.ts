/**
 * The reading half of an index run: a thread of the worker process that opens the backup, runs the artifacts and posts
 * finished batches. It works in step with the writing half (`worker-process.ts`), each on a core of its own.
 */
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Extracted } from '../../artifacts/artifact.ts';
import { registry } from '../../artifacts/registry.ts';
import { checkHealth, importClassKeys, openBackup } from '../../backup/index.ts';
import type { Backup } from '../../backup/types.ts';
import type { TableSet } from '../../model/columns.ts';
import { isDomainError } from '../../model/errors.ts';
import { BatchBuilder, type WriteTarget } from '../../storage/index.ts';
import { BatchCredits } from '../batch-credits.ts';
import { type ArtifactPlan, planArtifact } from '../plan.ts';
import type { ExtractorInput, ExtractorMessage, ExtractorOrder } from '../protocol.ts';
import { type RecordSink, readArtifact } from '../read-artifact.ts';
import { ownerRegion } from '../region.ts';

/** Records between two reports of progress. */
const PROGRESS_RECORDS = 5_000;

const input = workerData as ExtractorInput;
const port = parentPort as MessagePort;
const credits = new BatchCredits(input.credits);
const post = (message: ExtractorMessage): void => port.postMessage(message);

/** Collects the records of one artifact into batches and posts them. */
class BatchingSink implements RecordSink {
  readonly #plan: ArtifactPlan;
  readonly #builder: BatchBuilder<TableSet>;
  #records = 0;
  #fraction = 0;

  constructor(plan: ArtifactPlan, target: WriteTarget, region: string | null) {
    const { tables, searchTypes } = plan.artifact;
    this.#plan = plan;
    this.#builder = new BatchBuilder({ target, tables, searchTypes, region });
  }

  add(record: Extracted<TableSet>): void {
    this.#builder.add(record[0], record[1], record[2]);
    this.#records++;
    if (this.#builder.full) this.flush();
    else if (this.#records % PROGRESS_RECORDS === 0) this.#report();
  }

  progress(fraction: number): void {
    this.#fraction = Math.min(1, Math.max(this.#fraction, fraction));
  }

  flush(): void {
    if (this.#builder.size === 0) return;
    credits.acquire();
    post({ type: 'batch', artifact: this.#plan.artifact.id, batch: this.#builder.take() });
    this.#report();
  }

  #report(): void {
    post({ type: 'progress', artifact: this.#plan.artifact.id, fraction: this.#fraction, records: this.#records });
  }
}

async function readAll(backup: Backup, plans: readonly ArtifactPlan[], order: ExtractorOrder): Promise<void> {
  const region = ownerRegion(backup.folder.device);
  for (const plan of plans) {
    const { id } = plan.artifact;
    const target = order.targets[id];
    if (target === undefined) continue;
    post({ type: 'started', artifact: id });
    const sink = new BatchingSink(plan, target, region);
    const { ledger, sources } = await readArtifact(plan, backup, region, sink);
    sink.flush();
    post({ type: 'read', artifact: id, ledger, sources });
  }
}

const isUnchanged = (plan: ArtifactPlan): boolean => input.current[plan.artifact.id] === plan.signature;

async function main(): Promise<void> {
  const keys = input.keys === null ? undefined : importClassKeys(input.keys);
  const backup = await openBackup(input.path, { tempPath: input.tempPath, ...(keys === undefined ? {} : { keys }) });
  try {
    const health = await checkHealth(backup, { sizes: true });
    const payloads = `${health.rows}:${health.missing}`;
    const plans = registry.map((artifact) => planArtifact(artifact, backup, payloads));
    post({
      type: 'planned',
      artifacts: plans.map((plan) => ({
        artifact: plan.artifact.id,
        version: plan.artifact.version,
        signature: plan.signature,
        unchanged: isUnchanged(plan),
        weight: plan.weight,
      })),
      size: { sizeBytes: health.bytes ?? 0, fileCount: health.files },
    });
    const [order] = (await once(port, 'message')) as [ExtractorOrder];
    await readAll(backup, plans, order);
    post({ type: 'done' });
  } finally {
    await backup.close();
  }
}

try {
  await main();
} catch (error) {
  const known = isDomainError(error);
  if (!known) process.stderr.write(`apple-juicer: ${error instanceof Error ? error.stack : String(error)}\n`);
  post({
    type: 'failed',
    code: known ? error.code : 'INTERNAL',
    reason: known ? error.message : "Reading the backup stopped by an error of Apple Juicer's own.",
  });
}
