import { z } from 'zod';

/** Entries one archive may name one by one. */
const MAX_NAMED_FILES = 50_000;

const FileID = z.string().regex(/^[0-9a-f]{40}$/, 'a fileID has 40 lowercase hex digits');

/** A file that lies under another name in the archive than in the backup. */
const NamedFileSchema = z.object({
  file: FileID,
  folder: z.string().min(1).max(200).describe('Folder of the archive to put it in.'),
  name: z.string().min(1).max(200).describe('Its name there, without an ending: that stays the one of the file.'),
});
/** A file that lies under another name in the archive than in the backup. */
export type NamedFile = z.infer<typeof NamedFileSchema>;

const Folder = z
  .string()
  .max(4096)
  .optional()
  .describe(
    'Instead of `path`: a folder, with all in it. It and `domain` are exact then: `*` and `?` stand for themselves. ' +
      'Empty is the root of the domain.',
  );

interface Place {
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly folder?: string | undefined;
}

/** A folder is one of a domain, and says what a path says otherwise. */
const isPlace = ({ domain, path, folder }: Place): boolean =>
  folder === undefined || (domain !== undefined && path === undefined);

const EITHER = { message: 'name either files or a domain' };
const NO_PLACE = { message: 'a folder goes with a domain, and instead of a path', path: ['folder'] };

/** What goes into an archive. */
export const ArchiveRequestSchema = z
  .object({
    files: z
      .array(z.union([FileID, NamedFileSchema]))
      .min(1)
      .max(MAX_NAMED_FILES)
      .optional()
      .describe('FileIDs; photos have names that people know: those can be given with them.'),
    domain: z.string().min(1).max(1024).optional().describe('Domain, with `*` and `?`.'),
    path: z
      .string()
      .max(4096)
      .optional()
      .describe('Path with `*` (within a name), `**` (any folders) and `?`; everything of the domain when not given.'),
    folder: Folder,
  })
  .refine(({ files, domain }) => (files === undefined) !== (domain === undefined), EITHER)
  .refine(isPlace, NO_PLACE);
/** What goes into an archive. */
export interface ArchiveRequest {
  readonly files?: readonly (string | NamedFile)[] | undefined;
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly folder?: string | undefined;
}

/** `GET /backups/{id}/archive` */
export const ArchiveQuerySchema = z
  .object({
    file: z
      .union([FileID, z.array(FileID).max(200)])
      .optional()
      .describe('FileID; several may be given.'),
    domain: z.string().min(1).max(1024).optional().describe('Domain, with `*` and `?`.'),
    path: z.string().max(4096).optional().describe('Path with `*` (within a name), `**` (any folders) and `?`.'),
    folder: Folder,
  })
  .refine(({ file, domain }) => (file === undefined) !== (domain === undefined), EITHER)
  .refine(isPlace, NO_PLACE);

/** What to export. */
export const ExportRequestSchema = z.object({
  what: z
    .string()
    .min(1)
    .max(100)
    .describe('What `GET /exports` lists, or the id of a kind of record. `table`: the rows of any table of the index.'),
  format: z.string().min(1).max(20).describe('One of the formats of `what`.'),
  keys: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(1000)
    .optional()
    .describe('Of the records; everything when not given. Of a table: its name.'),
  from: z.number().int().optional().describe('Records with a time: UTC milliseconds, nothing older.'),
  to: z.number().int().optional().describe('UTC milliseconds: nothing from then on.'),
  timeZone: z
    .string()
    .min(1)
    .max(100)
    .refine(isTimeZone, { message: 'it is no known time zone' })
    .default('UTC')
    .describe('IANA name of the time zone in which times are written for people.'),
  files: z
    .boolean()
    .default(false)
    .describe('With attachments, and pictures of contacts. An encrypted backup has to be unlocked for that.'),
  bom: z.boolean().default(false).describe('CSV: begin with a byte order mark, which Excel needs for UTF-8.'),
});
/** What to export. */
export type ExportRequest = z.infer<typeof ExportRequestSchema>;

/** `GET /exports` */
export const ExportListSchema = z.object({
  items: z.array(
    z.object({
      what: z.string(),
      formats: z.array(z.string()),
      isKind: z.boolean().describe('A kind of record; the others have formats of their own.'),
    }),
  ),
  next: z.null(),
});

/** `POST /backups/{id}/downloads`: an archive or an export that a browser is to save. */
export const DownloadRequestSchema = z
  .object({ archive: ArchiveRequestSchema.optional(), export: ExportRequestSchema.optional() })
  .refine(({ archive, export: exported }) => (archive === undefined) !== (exported === undefined), {
    message: 'ask for either an archive or an export',
  });
/** An archive or an export. */
export type DownloadRequest = z.infer<typeof DownloadRequestSchema>;
/** A link that works once: what a browser saves, it must be able to GET. */
export const DownloadSchema = z.object({
  url: z.string().describe('Path on this server.'),
  expiresAt: z.number().int().describe('UTC milliseconds.'),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
