import { z } from 'zod';

/** `GET /installation`: versions, storage locations and settings. */
export const InstallationSchema = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  database: z.object({
    engine: z.string(),
    location: z.string().describe('Path of the file, or the server address without credentials.'),
    bytes: z.number().int().nullable().describe('Size on disk; null if unknown.'),
  }),
  sandbox: z
    .object({ path: z.string(), files: z.number().int(), bytes: z.number().int() })
    .describe('Temporary copies of large databases; empty while nothing is being read.'),
  folders: z.array(z.string()).describe('Configured backup folders.'),
  defaultFolders: z.boolean().describe('Whether the default folders of the system are also searched.'),
  sessionMinutes: z.number().describe('Minutes without use after which a backup is locked.'),
});
/** Versions, storage locations and settings. */
export type InstallationView = z.infer<typeof InstallationSchema>;
