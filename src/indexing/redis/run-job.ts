import { z } from 'zod';
import type { RunEvent } from '../protocol.ts';

/** Name of the queue. */
export const QUEUE_NAME = 'default';

/** Maximum number of workers for one run. */
export const MAX_HELPERS = 8;

/** The data of a job: ids, and the address for fetching keys. Everything else is in the database. */
export const RunJobSchema = z.strictObject({
  run: z.uuid(),
  backup: z.string().regex(/^[a-z2-9]{16}$/),
  /** Address of the server that has the keys; null for a backup that needs none. */
  server: z.url({ protocol: /^https?$/ }).nullable(),
  /** Workers that may share the run: those available when it was queued. */
  helpers: z.number().int().min(1).max(MAX_HELPERS),
});
/** The data of a job. */
export type RunJob = z.infer<typeof RunJobSchema>;

const Artifact = z.string().regex(/^[a-z0-9-]{1,40}$/);
const Outcome = z.string().regex(/^[a-z-]{1,40}$/);
const Count = z.number().int().nonnegative();
/** UTC milliseconds within the range of a `Date`. */
const Moment = z.number().int().min(-8.64e15).max(8.64e15);

/** Event of a run sent by a worker. Validated, as anyone who can write to Redis can send one. */
export const RunEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('planned'),
    artifacts: z
      .array(
        z.object({
          artifact: Artifact,
          unchanged: z.boolean(),
          weight: z.number().nonnegative(),
          slices: z.number().int().min(1).max(MAX_HELPERS),
          outcome: Outcome.nullable(),
        }),
      )
      .max(1000),
  }),
  z.object({
    type: z.literal('piece'),
    artifact: Artifact,
    slice: Count,
    fraction: z.number().min(0).max(1),
    records: Count,
    rows: Count.optional(),
  }),
  z.object({ type: z.literal('preview'), artifact: Artifact, backTo: Moment.nullable() }),
  z.object({ type: z.literal('artifact'), artifact: Artifact, outcome: Outcome }),
]);

// The schema must match what workers send.
RunEventSchema satisfies z.ZodType<RunEvent>;

/** Id of the job for the `helper`-th worker of a run. */
export function jobIdOf(run: string, helper: number): string {
  return `${run}_${helper}`;
}

/** The run of a job. */
export function runOfJob(jobId: string): string {
  return jobId.slice(0, jobId.lastIndexOf('_'));
}
