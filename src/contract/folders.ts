import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { TimeSchema } from './common.ts';

/** A folder that is searched for backups. */
export const SearchedFolderSchema = z.object({
  id: z.string().nullable().describe('For removing it; null if it is not an added one.'),
  path: z.string(),
  origin: z
    .enum(['setting', 'default', 'added'])
    .describe('From the settings or the command line, a default folder of the system, or added by someone.'),
  found: z.number().int().describe('Number of backups in it.'),
  problem: z.string().nullable().describe('Why there are none, in English.'),
  problemCode: CodedMessageSchema.nullable(),
  forbidden: z.boolean().describe('The system denies access to it.'),
  addedAt: TimeSchema,
});
/** A folder that is searched for backups. */
export type SearchedFolderView = z.infer<typeof SearchedFolderSchema>;

/** `GET /folders`. */
export const FolderListSchema = z.object({
  folders: z.array(SearchedFolderSchema),
  platform: z.enum(['mac', 'windows', 'other']).describe('System of the machine that runs Apple Juicer.'),
  manageable: z
    .boolean()
    .describe('This client may look through the folders of that machine, and add and remove some.'),
});
/** The folders that are searched for backups. */
export type FolderListView = z.infer<typeof FolderListSchema>;

/** A path as typed, pasted or dropped. */
export const TypedPathSchema = z
  .string()
  .min(1)
  .max(5000)
  .describe('A whole path; also with quotation marks, as `file:` URL, or with `~` for the home folder.');

/** `POST /folders`. */
export const AddFolderSchema = z.object({ path: TypedPathSchema });

/** `GET /folders/places`. */
export const StartPlacesSchema = z.object({
  places: z.array(
    z.object({
      kind: z.enum(['backups', 'home', 'desktop', 'documents', 'downloads', 'disk', 'computer']),
      path: z.string(),
      name: z.string().describe('Name of a disk; empty for others.'),
    }),
  ),
});
/** Folders from which to look for backups. */
export type StartPlacesView = z.infer<typeof StartPlacesSchema>;

/** `GET /folders/list`. */
export const FolderListingSchema = z.object({
  path: z.string(),
  parent: z.string().nullable().describe('Null for the topmost folder.'),
  folders: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      holds: z
        .enum(['backup', 'backups', 'none'])
        .nullable()
        .describe('`backup`: it is one; `backups`: some are in it. Judged by names; null if not examined.'),
      forbidden: z.boolean().describe('Its contents cannot be listed.'),
    }),
  ),
  archives: z.array(z.string()).describe('Names of ZIP and other archives: they have to be unpacked first.'),
  leftOut: z.number().int().describe('Number of folders that are not listed, at least.'),
});
/** The folders in a folder. */
export type FolderListingView = z.infer<typeof FolderListingSchema>;

/** `GET /folders/look` and `POST /folders`: the backups in a folder. */
export const FolderLookSchema = z.object({
  path: z.string().describe('The folder to add: that of the backup for a path inside one.'),
  backups: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      productName: z.string().nullable(),
      productVersion: z.string().nullable(),
      backedUpAt: TimeSchema,
      encrypted: z.boolean(),
      state: z.enum(['complete', 'in-progress', 'incomplete', 'unsupported']),
    }),
  ),
  problem: z.string().nullable().describe('Why there are none, in English.'),
  problemCode: CodedMessageSchema.nullable(),
});
/** The backups in a folder. */
export type FolderLookView = z.infer<typeof FolderLookSchema>;
