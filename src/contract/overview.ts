import { z } from 'zod';
import { LedgerEntrySchema } from './backups.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';
import { DaySchema, TimeZoneSchema } from './days.ts';
import { PersonSummarySchema } from './people.ts';
import { SearchHitSchema } from './search.ts';

/** What a backup takes on disk for one app or domain. */
export const DomainSizeSchema = z.object({
  domain: z.string(),
  app: z.string().nullable().describe('Name of the app, where the backup tells it.'),
  bundleId: z.string().nullable(),
  files: z.number().int(),
  bytes: z.number().int().describe('As the manifest says: advisory.'),
});

/** A backup at a glance, from its index. */
export const OverviewSchema = z.object({
  backup: BackupIdSchema,
  records: z.number().int().describe('Records that can be searched.'),
  firstAt: TimeSchema.describe('The oldest of them.'),
  lastAt: TimeSchema.describe('The newest of them up to the time of the backup: calendars reach beyond it.'),
  artifacts: z.array(
    LedgerEntrySchema.pick({
      artifact: true,
      title: true,
      outcome: true,
      reason: true,
      reasonCode: true,
      found: true,
      parsed: true,
      skipped: true,
    }).extend({
      types: z.array(z.object({ type: z.string(), count: z.number().int() })).describe('Records that can be searched.'),
    }),
  ),
  kinds: z
    .array(z.object({ kind: z.string(), count: z.number().int() }))
    .describe(
      'Records of each kind, searchable or not; only of kinds that there are any of, in the order of the kinds.',
    ),
  activity: z.array(DaySchema).describe('Records of each day, oldest first.'),
  storage: z
    .object({
      domains: z.array(DomainSizeSchema).describe('The largest first.'),
      files: z.number().int(),
      bytes: z.number().int(),
    })
    .nullable()
    .describe('Written when the backup is indexed; null where it was indexed by an earlier version.'),
  people: z.array(PersonSummarySchema).describe('Those with the most messages and calls.'),
  newest: z.array(SearchHitSchema),
});
/** A backup at a glance. */
export type OverviewView = z.infer<typeof OverviewSchema>;

/** `GET /backups/{id}/overview` */
export const OverviewQuerySchema = z.object({ timeZone: TimeZoneSchema });
