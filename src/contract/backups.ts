import { z } from 'zod';
import { english } from '../locales/english.ts';
import type { RunProgress } from '../model/progress.ts';
import { CodedMessageSchema, CountedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';

/** What became of one artifact in the run its rows come from: one line of the ledger. */
export const LedgerEntrySchema = z.object({
  artifact: z.string(),
  title: z.string(),
  version: z.number().int(),
  outcome: z.enum([
    'indexed',
    'empty',
    'absent',
    'needs-encrypted-backup',
    'locked',
    'unsupported-schema',
    'partial',
    'failed',
  ]),
  reason: z.string().nullable().describe('In English; null when there is nothing to explain.'),
  reasonCode: CodedMessageSchema.nullable(),
  found: z.number().int().nullable().describe('Records the source holds; null when it cannot be counted.'),
  parsed: z.number().int().describe('Records that became rows or parts of rows.'),
  skipped: z.number().int(),
  notes: z.record(z.string(), z.number()).describe('Everything worth counting, by a short stable name.'),
  noteCodes: z.array(CountedMessageSchema).describe('The same as sentences, which have `count` as a placeholder too.'),
  milliseconds: z.number().int(),
  indexedAt: TimeSchema,
  sources: z.array(
    z.object({
      store: z.string(),
      fileID: z.string(),
      domain: z.string(),
      relativePath: z.string(),
      size: z.number().int(),
      sha256: z.string(),
    }),
  ),
});
/** One line of the ledger. */
export type LedgerEntryView = z.infer<typeof LedgerEntrySchema>;

/** A backup as lists and cards show it. */
export const BackupSchema = z.object({
  id: BackupIdSchema,
  name: z.string().describe('Device name, else the product name, else the folder name.'),
  path: z.string().describe('Folder on the machine that runs Apple Juicer.'),
  udid: z.string().nullable(),
  device: z.object({
    productType: z.string().nullable(),
    productName: z.string().nullable(),
    productVersion: z.string().nullable(),
    buildVersion: z.string().nullable(),
    serialNumber: z.string().nullable(),
    phoneNumber: z.string().nullable(),
    imei: z.string().nullable(),
    iccid: z.string().nullable(),
    madeBy: z.string().nullable(),
  }),
  encrypted: z.boolean(),
  archived: z.boolean(),
  manifest: z.enum(['manifest.db', 'manifest.mbdb']).nullable(),
  state: z.enum(['complete', 'in-progress', 'incomplete', 'unsupported']),
  remarks: z.array(z.string()),
  remarkCodes: z.array(CodedMessageSchema),
  backedUpAt: TimeSchema,
  sizeBytes: z.number().int().nullable().describe('Sum of the payloads; null until it was counted.'),
  fileCount: z.number().int().nullable(),
  unlocked: z
    .boolean()
    .describe('Who asks may read its contents: it is not encrypted, or the request carries a live session of it.'),
  keysHeld: z
    .boolean()
    .describe('The server holds its keys now, for whoever unlocked it. Locking forgets them and ends every session.'),
  status: z
    .enum(['DISCOVERED', 'INDEXING', 'INDEXED', 'FAILED'])
    .describe(
      'INDEXING: a run is under way; what was indexed before can be used meanwhile. INDEXED: there is a usable index, also when a later run failed. FAILED: there is none, as the run failed; `lastRun` says why.',
    ),
  stale: z
    .boolean()
    .describe(
      'There is an index and it is STALE: the files of the backup changed since, or this version reads more of them. It can be used; index again to bring it up to date. Beside `status`, which goes on to say what there is.',
    ),
  staleReason: z.string().nullable().describe('Why it is stale, in English; null when it is not.'),
  staleReasonCode: CodedMessageSchema.nullable(),
  lastRun: z
    .object({
      outcome: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'locked']),
      code: z.string().nullable(),
      reason: z.string().nullable(),
      reasonCode: CodedMessageSchema.nullable(),
    })
    .nullable(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
  lastSeenAt: TimeSchema,
  lastUnlockedAt: TimeSchema,
  lastIndexedAt: TimeSchema,
  vanishedAt: TimeSchema.describe('Since when the folder is gone; null while it is there.'),
});
/** A backup as lists and cards show it. */
export type BackupView = z.infer<typeof BackupSchema>;

/** An app of the backup; its icon is at `/backups/{id}/apps/{bundleId}/icon`. */
export const AppSchema = z.object({
  bundleId: z.string(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  hasIcon: z.boolean(),
});
/** An app of the backup. */
export type AppView = z.infer<typeof AppSchema>;

/** Everything about one backup. */
export const BackupDetailSchema = BackupSchema.extend({
  apps: z.array(AppSchema),
  ledger: z.array(LedgerEntrySchema),
});
/** Everything about one backup. */
export type BackupDetailView = z.infer<typeof BackupDetailSchema>;

/** `GET /backups`. */
export const BackupListSchema = z.object({
  backups: z.array(BackupSchema),
  searched: z
    .array(
      z.object({
        path: z.string(),
        found: z.number().int(),
        problem: z.string().nullable(),
        problemCode: CodedMessageSchema.nullable(),
      }),
    )
    .describe('Where we looked, and what stood in the way.'),
});
/** The list of backups and where we looked. */
export type BackupListView = z.infer<typeof BackupListSchema>;

/** `POST /backups/{id}/unlock`. */
export const UnlockRequestSchema = z.object({ password: z.string().min(1).max(1024) });
/** The session token is sent as `X-Backup-Session`; a cookie for `<img>`, `<video>` and EventSource is set beside it. */
export const UnlockResponseSchema = z.object({ session: z.string(), expiresAt: z.number().int() });

/** Progress of one index run. */
export const IndexProgressSchema = z.object({
  run: z.string().describe('Public id of the run.'),
  state: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'locked']),
  fraction: z.number().min(0).max(1),
  records: z.number().int().describe('Records read so far.'),
  recordsPerSecond: z.number(),
  artifacts: z.array(
    z.object({
      artifact: z.string(),
      title: z.string(),
      state: z.enum(['waiting', 'running', 'done', 'unchanged']),
      fraction: z.number().min(0).max(1),
      records: z.number().int(),
      outcome: z.string().nullable(),
    }),
  ),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  reasonCode: CodedMessageSchema.nullable(),
  startedAt: TimeSchema,
  finishedAt: TimeSchema,
});
/** Progress of one index run. */
export type IndexProgress = z.infer<typeof IndexProgressSchema>;

/** The progress of a run, with its reason in English beside the code. */
export function toIndexProgress({ reason, ...progress }: RunProgress): IndexProgress {
  return { ...progress, artifacts: [...progress.artifacts], reason: english(reason), reasonCode: reason };
}
