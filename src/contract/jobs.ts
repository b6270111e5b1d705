import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';

/** A piece of a job: an artifact or a slice of one. */
export const JobPieceSchema = z.object({
  kind: z.enum(['preview', 'plan', 'read', 'combine']),
  artifact: z.string().describe('Empty for the plan.'),
  title: z.string(),
  slice: z.number().int().describe('From 0.'),
  slices: z.number().int(),
  state: z.enum(['waiting', 'running', 'done']),
  worker: z.string().nullable().describe('Current or last worker.'),
  attempts: z.number().int().describe('Number of starts: more than one after a worker was lost.'),
  heartbeatAt: TimeSchema,
  fraction: z.number().min(0).max(1),
  records: z.number().int(),
  outcome: z.string().nullable().describe('Outcome as in the ledger; null until read.'),
});

/** A job: an index run of a backup. */
export const JobSchema = z.object({
  id: z.string().describe('Public id of the run.'),
  backup: BackupIdSchema,
  name: z.string().describe('Name of the backup.'),
  state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted', 'locked']),
  fraction: z.number().min(0).max(1),
  records: z.number().int(),
  workers: z.array(z.string()).describe('Current workers; all workers once it has ended.'),
  owner: z.string().describe('Process that started it.'),
  heartbeatAt: TimeSchema.describe('Time of the last heartbeat.'),
  startedAt: TimeSchema,
  finishedAt: TimeSchema,
  code: z.string().nullable(),
  reason: z.string().nullable(),
  reasonCode: CodedMessageSchema.nullable(),
});
/** A job. */
export type JobView = z.infer<typeof JobSchema>;

/** A job in full. */
export const JobDetailSchema = JobSchema.extend({
  pieces: z.array(JobPieceSchema),
  queued: z
    .array(
      z.object({
        id: z.string(),
        state: z.enum(['waiting', 'active', 'delayed', 'completed', 'failed']),
        attempts: z.number().int(),
        worker: z.string().nullable(),
        code: z.string().nullable(),
      }),
    )
    .describe('Its jobs in Redis, one per worker; empty without Redis.'),
});
/** A job in full. */
export type JobDetailView = z.infer<typeof JobDetailSchema>;

/** `GET /jobs`. */
export const JobListSchema = z.object({
  queue: z.object({
    kind: z.enum(['embedded', 'redis']),
    reachable: z.boolean().describe('False while Redis does not respond.'),
    workers: z
      .array(z.object({ name: z.string(), connectedSeconds: z.number().int() }))
      .describe('Connected workers; empty without Redis.'),
  }),
  jobs: z.array(JobSchema).describe('Running jobs first, then the newest.'),
});
/** The queue and the jobs of all backups. */
export type JobListView = z.infer<typeof JobListSchema>;
