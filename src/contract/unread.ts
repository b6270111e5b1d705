import { z } from 'zod';
import { CursorSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';

/** A store of a backup that no artifact reads. */
export const UnreadStoreSchema = z.object({
  kind: z
    .enum(['database', 'plist', 'recordings', 'folder'])
    .describe(
      'database, plist: one file. recordings: the sound files of one folder. folder: the other files of an app of which ' +
        'nothing is read.',
    ),
  domain: z.string(),
  app: z.string().nullable().describe('Name of the app, if the backup has it.'),
  bundleId: z.string().nullable(),
  path: z.string().describe('Path of the file or folder; empty for all of the domain.'),
  fileID: z.string().nullable().describe('Of a single file, to open it; null for several files.'),
  files: z.number().int(),
  bytes: z.number().int().describe('From the manifest, which may be wrong.'),
  newestAt: TimeSchema.describe('Newest time of modification among its files.'),
});
/** A store of a backup that no artifact reads. */
export type UnreadStoreView = z.infer<typeof UnreadStoreSchema>;

/** `GET /backups/{id}/unread` */
export const UnreadQuerySchema = z.object({ limit: LimitSchema, cursor: CursorSchema.optional() });

/** How much of a backup is read, in stores: databases, property lists, folders of recordings and folders of apps. */
export const CoverageSchema = z.object({
  stores: z.number().int().describe('Stores in the backup.'),
  unread: z.number().int().describe('Stores that no artifact reads.'),
  share: z.number().min(0).max(1).describe('Share of the stores that an artifact reads.'),
  duplicates: z
    .number()
    .int()
    .describe(
      'Rows of the manifest that were left out because another row has their fileID: 0 in every intact backup.',
    ),
});
/** How much of a backup is read. */
export type CoverageView = z.infer<typeof CoverageSchema>;

/** A page of the stores that no artifact reads. */
export const UnreadPageSchema = pageOf(UnreadStoreSchema).extend({
  coverage: CoverageSchema.nullable().describe('Null if indexed by an earlier version.'),
  keptOut: z.array(z.string()).describe('Apps of the phone that keep what they store out of backups: Signal …'),
});
/** A page of the stores that no artifact reads. */
export type UnreadPageView = z.infer<typeof UnreadPageSchema>;
