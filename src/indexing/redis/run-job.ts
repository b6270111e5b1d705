import { z } from 'zod';
import type { RunEvent } from '../protocol.ts';

/** The queue's name. */
export const QUEUE_NAME = 'default';

/** Workers that can help with one run. */
export const MAX_HELPERS = 8;

/** What a job carries: ids, and where to ask for keys. Everything else stands in the database. */
export const RunJobSchema = z.strictObject({
  run: z.uuid(),
  backup: z.string().regex(/^[a-z2-9]{16}$/),
  /** Address of the server that holds the keys; null for a backup that needs none. */
  server: z.url({ protocol: /^https?$/ }).nullable(),
  /** Workers that may share the run: those that were there when it was queued. */
  helpers: z.number().int().min(1).max(MAX_HELPERS),
});
/** What a job carries. */
export type RunJob = z.infer<typeof RunJobSchema>;

const Artifact = z.string().regex(/^[a-z-]{1,40}$/);
const Outcome = z.string().regex(/^[a-z-]{1,40}$/);
const Count = z.number().int().nonnegative();

/** What a worker tells of a run. Read with care: whoever can write to Redis can write this. */
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
  }),
  z.object({ type: z.literal('artifact'), artifact: Artifact, outcome: Outcome }),
]);

// What workers send and what is read must stay the same.
RunEventSchema satisfies z.ZodType<RunEvent>;

/** The id of the job by which the `helper`-th worker helps with a run. */
export function jobIdOf(run: string, helper: number): string {
  return `${run}_${helper}`;
}

/** The run that a job helps with. */
export function runOfJob(jobId: string): string {
  return jobId.slice(0, jobId.lastIndexOf('_'));
}
