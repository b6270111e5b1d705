import { z } from 'zod';
import { LedgerEntrySchema } from './backups.ts';
import { BackupIdSchema, TimeSchema } from './common.ts';
import { DaySchema, TimeZoneSchema } from './days.ts';
import { SetAsideSchema } from './kinds.ts';
import { PersonSummarySchema } from './people.ts';
import { SearchHitSchema } from './search.ts';
import { CoverageSchema } from './unread.ts';

/** Size of a domain, with its app. */
export const DomainSizeSchema = z.object({
  domain: z.string(),
  app: z.string().nullable().describe('Name of the app, if the backup has it.'),
  bundleId: z.string().nullable(),
  files: z.number().int(),
  bytes: z.number().int().describe('From the manifest, which may be wrong.'),
});

/** Summary of a backup from its index. */
export const OverviewSchema = z.object({
  backup: BackupIdSchema,
  records: z.number().int().describe('Number of records of all kinds: the sum of `kinds`.'),
  firstAt: TimeSchema.describe('Time of the oldest one.'),
  lastAt: TimeSchema.describe('Time of the newest one before the backup; calendars have later events.'),
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
      types: z.array(z.object({ type: z.string(), count: z.number().int() })).describe('Searchable records by kind.'),
    }),
  ),
  kinds: z
    .array(z.object({ kind: z.string(), count: z.number().int(), setAside: SetAsideSchema }))
    .describe('Records of each kind, searchable or not, in the order of the kinds; without empty kinds.'),
  activity: z.array(DaySchema).describe('Records per day, oldest first.'),
  storage: z
    .object({
      domains: z.array(DomainSizeSchema).describe('Largest first.'),
      files: z.number().int(),
      bytes: z.number().int(),
    })
    .nullable()
    .describe('Computed at indexing; null if indexed by an earlier version.'),
  coverage: CoverageSchema.nullable().describe(
    'How much of the backup is read; null if indexed by an earlier version.',
  ),
  people: z.array(PersonSummarySchema).describe('People with the most messages and calls.'),
  newest: z.array(SearchHitSchema),
});
/** Summary of a backup. */
export type OverviewView = z.infer<typeof OverviewSchema>;

/** `GET /backups/{id}/overview` */
export const OverviewQuerySchema = z.object({ timeZone: TimeZoneSchema });
