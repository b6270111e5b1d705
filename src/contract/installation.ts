import { z } from 'zod';

/** `GET /installation`: what runs here and where it keeps what. */
export const InstallationSchema = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  database: z.object({
    engine: z.string(),
    location: z.string().describe('Path of the file, or the address without user and password.'),
    bytes: z.number().int().nullable().describe('Size on disk; null where the server cannot tell.'),
  }),
  sandbox: z
    .object({ path: z.string(), files: z.number().int(), bytes: z.number().int() })
    .describe('Private copies of large databases; empty whenever nothing is being read.'),
  folders: z.array(z.string()).describe('Where backups are looked for, as set.'),
  defaultFolders: z.boolean().describe('Whether the usual folders of this system are searched too.'),
  sessionMinutes: z.number().describe('A backup locks itself after so many minutes without use.'),
});
/** What runs here and where it keeps what. */
export type InstallationView = z.infer<typeof InstallationSchema>;
