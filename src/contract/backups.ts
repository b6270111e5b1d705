import { z } from 'zod';
import { english } from '../locales/english.ts';
import type { RunProgress } from '../model/progress.ts';
import { CodedMessageSchema, CountedMessageSchema } from './coded-message.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';
import { ListDamageSchema } from './files.ts';

/** What can be seen of records that are being read for the first time: the newest ones. */
export const PreviewSchema = z.object({
  backTo: TimeSchema.describe('All records from this time on are there; null if that is not known.'),
});

/** A ledger entry: the outcome of one artifact in the run that produced its rows. */
export const LedgerEntrySchema = z.object({
  artifact: z.string(),
  title: z.string(),
  version: z.number().int(),
  outcome: z.enum([
    'indexed',
    'empty',
    'absent',
    'needs-encrypted-backup',
    'not-chosen',
    'locked',
    'unsupported-schema',
    'partial',
    'failed',
  ]),
  reason: z.string().nullable().describe('In English; null if there is nothing to explain.'),
  reasonCode: CodedMessageSchema.nullable(),
  found: z
    .number()
    .int()
    .nullable()
    .describe('Entries of the source, such as rows of its main table; null if they cannot be counted.'),
  parsed: z
    .number()
    .int()
    .describe(
      'Those that were read: as records, or as parts of other records, like reactions. `/kinds` counts records.',
    ),
  skipped: z.number().int(),
  notes: z.record(z.string(), z.number()).describe('Counts by a short stable name.'),
  noteCodes: z.array(CountedMessageSchema).describe('The same counts as messages, with `count` as a placeholder.'),
  milliseconds: z.number().int(),
  indexedAt: TimeSchema,
  preview: PreviewSchema.nullable().describe('Set while only the newest records can be seen.'),
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
/** A ledger entry. */
export type LedgerEntryView = z.infer<typeof LedgerEntrySchema>;

/** A backup in a list. */
export const BackupSchema = z.object({
  id: BackupIdSchema,
  name: z.string().describe('The given name, else the name of the device, its product name or the folder name.'),
  givenName: z.string().nullable().describe('Name given by a person; null for none.'),
  distinguishedBy: z
    .array(z.enum(['date', 'size', 'folder']))
    .describe('What distinguishes it from the other backups with its name; empty if there are none.'),
  path: z.string().describe('Folder on the machine that runs Apple Juicer.'),
  udid: z.string().nullable(),
  device: z.object({
    productType: z.string().nullable(),
    productName: z.string().nullable(),
    productVersion: z.string().nullable(),
    buildVersion: z.string().nullable(),
    serialNumber: z.string().nullable(),
    phoneNumber: z.string().nullable(),
    phoneNumberText: z.string().nullable().describe('`phoneNumber` as its country writes it.'),
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
  sizeBytes: z.number().int().nullable().describe('Total size of the files; null until counted.'),
  fileCount: z.number().int().nullable(),
  unlocked: z
    .boolean()
    .describe('The client may read its contents: it is not encrypted, or the request has a valid session for it.'),
  keysHeld: z.boolean().describe('The server has its keys in memory. Locking removes them and ends all sessions.'),
  status: z
    .enum(['DISCOVERED', 'INDEXING', 'INDEXED', 'FAILED'])
    .describe(
      'INDEXING: a run is in progress; the previous index remains usable. INDEXED: there is a usable index, even if a later run failed. FAILED: there is no index because the run failed; see `lastRun`.',
    ),
  stale: z
    .boolean()
    .describe(
      'The index is outdated: the backup changed, or this version reads more of it. It remains usable; index again to update it. Independent of `status`.',
    ),
  staleReason: z.string().nullable().describe('Why it is stale, in English; null if it is not.'),
  staleReasonCode: CodedMessageSchema.nullable(),
  lastRun: z
    .object({
      outcome: z.enum(['running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted', 'locked']),
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
  early: z
    .array(
      PreviewSchema.extend({
        artifact: z.string(),
        isWhole: z.boolean().describe('All of its records are there; else the newest ones.'),
      }),
    )
    .describe('During the first run of a backup: what can be seen already. Empty at any other time.'),
  vanishedAt: TimeSchema.describe('When the folder was first found missing; null if it exists.'),
});
/** A backup in a list. */
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

/** A backup in full. */
export const BackupDetailSchema = BackupSchema.extend({
  ...ListDamageSchema.shape,
  apps: z.array(AppSchema),
  ledger: z.array(LedgerEntrySchema),
});
/** A backup in full. */
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
    .describe('Searched folders, with problems.'),
});
/** All backups and the searched folders. */
export type BackupListView = z.infer<typeof BackupListSchema>;

/** `PUT /backups/{id}/name`. */
export const BackupNameSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{C}*$/u, 'no control characters')
    .nullable()
    .describe('A name for lists, or null for the name of the device.'),
});

/** `POST /backups/{id}/unlock`. */
export const UnlockRequestSchema = z.object({ password: z.string().min(1).max(1024) });
/** The session token, to be sent as `X-Backup-Session`. A cookie for `<img>`, `<video>` and EventSource is also set. */
export const UnlockResponseSchema = z.object({ session: z.string(), expiresAt: z.number().int() });

/** Progress of one index run. */
export const IndexProgressSchema = z.object({
  run: z.string().describe('Public id of the run.'),
  state: z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted', 'locked']),
  fraction: z.number().min(0).max(1),
  records: z.number().int().describe('Records read so far.'),
  recordsPerSecond: z.number(),
  secondsLeft: z.number().int().nullable().describe('An estimate; null while there is none.'),
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
  previews: z
    .array(PreviewSchema.extend({ artifact: z.string() }))
    .describe('On the first run: artifacts of which the newest records can be seen, until all of them are read.'),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  reasonCode: CodedMessageSchema.nullable(),
  startedAt: TimeSchema,
  finishedAt: TimeSchema,
});
/** Progress of one index run. */
export type IndexProgress = z.infer<typeof IndexProgressSchema>;

/** The progress of a run, with its reason in English and as a code. */
export function toIndexProgress({ reason, ...progress }: RunProgress): IndexProgress {
  const { artifacts, previews } = progress;
  return {
    ...progress,
    artifacts: [...artifacts],
    previews: [...previews],
    reason: english(reason),
    reasonCode: reason,
  };
}
