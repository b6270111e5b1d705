import { z } from 'zod';
import { LedgerEntrySchema } from './backups.ts';
import { RedactionSummarySchema } from './redaction.ts';

const Text = z.string().nullable();

/** The description of an export: `ABOUT.json`, the first line of JSON Lines, and `export` of a JSON document. */
export const ExportAboutSchema = z.object({
  madeBy: z.string().describe('Program and version.'),
  exportedAt: z.iso.datetime(),
  what: z.string(),
  format: z.string(),
  filters: z.record(z.string(), z.unknown()).describe('Further parameters of the request.'),
  redaction: RedactionSummarySchema.extend({ notes: z.array(z.string()) })
    .optional()
    .describe('What was removed, and what was not looked into; absent if nothing was.'),
  timeZone: z.string().describe('IANA time zone of local times.'),
  isComplete: z.boolean().describe('True if the sources were read completely, and the export has all of it.'),
  areSourcesComplete: z.boolean(),
  excerpt: z
    .object({
      count: z.number().int(),
      of: z.string(),
      keys: z.number().int().nullable(),
      from: Text,
      before: Text,
      leftOut: z
        .object({
          hidden: z.number().int().describe('Those in the Hidden album.'),
          trashed: z.number().int().describe('Others in Recently Deleted.'),
        })
        .optional()
        .describe('Photos that are not among them because nobody asked for them; absent if there are none.'),
      undated: z
        .number()
        .int()
        .optional()
        .describe('Number of records that are not among them because they have no time; absent if there are none.'),
    })
    .nullable()
    .describe('Size and period of an export of part of the records; null for all.'),
  lockedNotes: z
    .object({
      opened: z.number().int().describe('Those whose text the export has.'),
      locked: z.number().int().describe('Those of which it has the title only.'),
    })
    .optional()
    .describe('Locked notes among the records; absent if there are none.'),
  ignoresPeriod: z.boolean().describe('True if a period was asked for, but the records have no time.'),
  backup: z.object({
    id: z.string(),
    name: z.string(),
    udid: Text,
    product: Text,
    iosVersion: Text,
    serialNumber: Text,
    phoneNumber: Text,
    madeAt: Text,
    encrypted: z.boolean(),
  }),
  unlistedSources: z
    .number()
    .int()
    .optional()
    .describe('Of chosen chats: number of files of single messages of all chats, which `sources` does not name.'),
  sources: z
    .array(
      LedgerEntrySchema.pick({
        artifact: true,
        title: true,
        version: true,
        outcome: true,
        reason: true,
        reasonCode: true,
        found: true,
        parsed: true,
        skipped: true,
        sources: true,
      }),
    )
    .describe('Of each artifact, how its reading ended, and its source files with digests.'),
});
