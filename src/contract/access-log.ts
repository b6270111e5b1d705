import { z } from 'zod';
import { ACCESS_ACTIONS, ACCESS_ACTORS } from '../model/access.ts';
import { BackupIdSchema, pageOf } from './common.ts';

/** An access to a backup. */
const AccessSchema = z.object({
  at: z.number().int().describe('UTC milliseconds since 1970.'),
  actor: z.enum(ACCESS_ACTORS).describe('A logged-in browser, a program with the API token, or the command line.'),
  browserKey: z.string().nullable().describe('Key of the browser, as `GET /auth/browsers` lists it.'),
  browserName: z.string().nullable(),
  action: z
    .enum(ACCESS_ACTIONS)
    .describe('`opened`: its files, encrypted ones with the password. `extracted`: files were saved.'),
  backup: BackupIdSchema.nullable().describe('Null once its index or the backup was removed.'),
  name: z.string().nullable().describe('Name of the backup.'),
  what: z.string().nullable().describe('For exports, one of `GET /exports`.'),
  format: z.string().nullable(),
  count: z
    .number()
    .int()
    .nullable()
    .describe('Number of records or files; null for all records, and if files were not counted to the end.'),
});

/** `GET /access-log` */
export const AccessLogSchema = pageOf(AccessSchema);
/** Accesses to backups, the newest first. */
export type AccessLogView = z.infer<typeof AccessLogSchema>;
