import { z } from 'zod';
import { CursorSchema, LimitSchema, TimeSchema } from './common.ts';

/** One domain with the app it belongs to. */
export const DomainSchema = z.object({
  domain: z.string(),
  app: z.string().nullable().describe('Name of the app, where the backup tells it.'),
  bundleId: z.string().nullable(),
  files: z.number().int(),
  directories: z.number().int(),
  symlinks: z.number().int(),
  unknown: z.number().int(),
});
/** One domain with the app it belongs to. */
export type DomainView = z.infer<typeof DomainSchema>;

/** One entry of the manifest. */
export const FileSchema = z.object({
  fileID: z.string().regex(/^[0-9a-f]{40}$/),
  domain: z.string(),
  relativePath: z.string(),
  kind: z.enum(['file', 'directory', 'symlink', 'unknown']),
  sizeHint: z
    .number()
    .int()
    .nullable()
    .describe('As the manifest has it: advisory. HEAD the file for its exact length.'),
  mode: z.number().int(),
  modifiedAt: TimeSchema,
  createdAt: TimeSchema,
  protectionClass: z.number().int().nullable(),
  target: z.string().nullable().describe('Where a symlink points.'),
  missing: z.boolean().describe('The backup lists it, but its contents are not there.'),
});
/** One entry of the manifest. */
export type FileView = z.infer<typeof FileSchema>;

/** Kinds of files that people look for, by the ends of their names. */
export const FILE_TYPES = ['picture', 'video', 'sound', 'document', 'plist', 'database'] as const;
/** A kind of file that people look for. */
export type FileType = (typeof FILE_TYPES)[number];

/** `GET /backups/{id}/files` */
export const FilesQuerySchema = z.object({
  domain: z.string().max(1024).optional().describe('Exact domain.'),
  path: z.string().max(1024).optional().describe('Part of the path; upper and lower case are the same.'),
  kind: z.enum(['file', 'directory', 'symlink', 'unknown']).optional(),
  type: z.enum(FILE_TYPES).optional().describe('Only files of this type, by the ends of their names.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** What lies directly in a folder. */
export const FolderItemSchema = z.object({
  name: z.string().describe('Last part of the path.'),
  path: z.string().describe('Pass it as `path` to look into a folder.'),
  file: FileSchema.nullable().describe('Null for a folder that the manifest does not list, but that paths go through.'),
});
/** What lies directly in a folder. */
export type FolderItemView = z.infer<typeof FolderItemSchema>;

/** `GET /backups/{id}/folder` */
export const FolderQuerySchema = z.object({
  domain: z.string().max(1024).describe('Exact domain.'),
  path: z.string().max(1024).default('').describe('Path of the folder; the root of the domain when not given.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
