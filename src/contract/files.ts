import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { CursorSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';

/** Fields of answers that were read from the list of files of a backup. */
export const ListDamageSchema = z.object({
  damage: z
    .string()
    .nullable()
    .describe(
      'In English, if the list of files of the backup is damaged, so that files may be missing; null if no damage was met. In a backup: by its last index run.',
    ),
  damageCode: CodedMessageSchema.nullable(),
});
/** Damage of the list of files of a backup. */
export type ListDamageView = z.infer<typeof ListDamageSchema>;

/** Schema of a page of a list that is read from the list of files. */
export function filesPageOf<T extends z.ZodType>(item: T) {
  return pageOf(item).extend(ListDamageSchema.shape);
}

/** A domain with its app. */
export const DomainSchema = z.object({
  domain: z.string(),
  app: z.string().nullable().describe('Name of the app, if the backup has it.'),
  bundleId: z.string().nullable(),
  files: z.number().int(),
  directories: z.number().int(),
  symlinks: z.number().int(),
  unknown: z.number().int(),
});
/** A domain with its app. */
export type DomainView = z.infer<typeof DomainSchema>;

/** A manifest entry. */
export const FileSchema = z.object({
  fileID: z.string().regex(/^[0-9a-f]{40}$/),
  domain: z.string(),
  relativePath: z.string(),
  kind: z.enum(['file', 'directory', 'symlink', 'unknown']),
  sizeHint: z
    .number()
    .int()
    .nullable()
    .describe('Size in the manifest, which may be wrong. Use HEAD for the exact length.'),
  mode: z.number().int(),
  modifiedAt: TimeSchema,
  createdAt: TimeSchema,
  protectionClass: z.number().int().nullable(),
  target: z.string().nullable().describe('Target of a symlink.'),
  missing: z.boolean().describe('Listed in the manifest, but its contents are missing.'),
  unsafe: z.boolean().describe('A link, device or folder is in place of its contents; it is not followed.'),
});
/** A manifest entry. */
export type FileView = z.infer<typeof FileSchema>;

/** File types, determined by extension. */
export const FILE_TYPES = ['picture', 'video', 'sound', 'document', 'plist', 'database'] as const;
/** A file type. */
export type FileType = (typeof FILE_TYPES)[number];

/** `GET /backups/{id}/files` */
export const FilesQuerySchema = z.object({
  domain: z.string().max(1024).optional().describe('Exact domain.'),
  path: z.string().max(1024).optional().describe('Part of the path; case-insensitive.'),
  kind: z.enum(['file', 'directory', 'symlink', 'unknown']).optional(),
  type: z.enum(FILE_TYPES).optional().describe('Only files of this type, determined by extension.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** An item of a folder. */
export const FolderItemSchema = z.object({
  name: z.string().describe('Last part of the path.'),
  path: z.string().describe('Path, for a folder to be passed as `path`.'),
  file: FileSchema.nullable().describe('Null for a folder without a manifest entry.'),
});
/** An item of a folder. */
export type FolderItemView = z.infer<typeof FolderItemSchema>;

/** `GET /backups/{id}/folder` */
export const FolderQuerySchema = z.object({
  domain: z.string().max(1024).describe('Exact domain.'),
  path: z.string().max(1024).default('').describe('Path of the folder. Default: the root of the domain.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
