import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';
import { ExportPlanSchema } from './export.ts';
import { EXPORT_PHASES } from './export-phases.ts';

/** State of an export job. */
export const ExportJobStateSchema = z
  .enum(['queued', 'running', 'locked', 'ready', 'failed', 'cancelled'])
  .describe('locked: goes on once the backup is unlocked.');

/** What is done for an export; the first two only for redacted ones. */
export const ExportPhaseSchema = z.enum(EXPORT_PHASES);

/** An export that the server makes, to be downloaded when it is ready. */
export const ExportJobSchema = z.object({
  id: z.uuid(),
  backup: BackupIdSchema,
  plan: ExportPlanSchema,
  state: ExportJobStateSchema,
  phase: ExportPhaseSchema.nullable().describe(
    'What is done: a redacted export first finds its people and redacts its records. Null unless it runs.',
  ),
  fraction: z.number().min(0).max(1).nullable().describe('Of the phase. Null if the number of records is not known.'),
  records: z.number().int().describe('Records that the phase has read so far.'),
  files: z.number().int().describe('Files that were begun so far.'),
  bytes: z.number().int().describe('Bytes that were written so far.'),
  name: z.string().nullable().describe('Name of the download; null until it is known.'),
  createdAt: z.number().int(),
  finishedAt: TimeSchema,
  expiresAt: TimeSchema.describe('When it is removed; null while it is being made.'),
  downloadedAt: TimeSchema,
  code: z.string().nullable().describe('Error code of a failed or locked job.'),
  reason: z.string().nullable().describe('In English.'),
  reasonCode: CodedMessageSchema.nullable(),
});
/** An export job. */
export type ExportJobView = z.infer<typeof ExportJobSchema>;

/** `GET /export-jobs` */
export const ExportJobListSchema = z.object({
  items: z.array(ExportJobSchema).describe('The newest first.'),
  next: z.null(),
});
/** All export jobs. */
export type ExportJobListView = z.infer<typeof ExportJobListSchema>;
