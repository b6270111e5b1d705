import { z } from 'zod';
import { CallExportFilterSchema } from './calls.ts';
import { KeepsakeOptionsSchema } from './keepsake.ts';
import { RecordExportFilterSchema } from './kinds.ts';
import { PhotoExportSchema } from './photo-export.ts';
import { RedactionSchema, RedactionSummarySchema } from './redaction.ts';

/** Maximum number of listed files per archive. */
const MAX_NAMED_FILES = 50_000;
/** The end of the year 9999. */
const MAX_TIME = 253_402_300_799_999;

const FileID = z.string().regex(/^[0-9a-f]{40}$/, 'a fileID has 40 lowercase hex digits');

/** A file with another name in the archive than in the backup. */
const NamedFileSchema = z.object({
  file: FileID,
  folder: z.string().min(1).max(200).describe('Folder in the archive.'),
  name: z.string().min(1).max(200).describe('Name in the archive without extension, which is taken from the file.'),
});
/** A file with another name in the archive than in the backup. */
export type NamedFile = z.infer<typeof NamedFileSchema>;

const Folder = z
  .string()
  .max(4096)
  .optional()
  .describe(
    'Instead of `path`: a folder with its contents. `folder` and `domain` are then exact: `*` and `?` are no wildcards. ' +
      'Empty for the root of the domain.',
  );

interface Place {
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly folder?: string | undefined;
}

/** `folder` requires `domain` and excludes `path`. */
const isPlace = ({ domain, path, folder }: Place): boolean =>
  folder === undefined || (domain !== undefined && path === undefined);

const EITHER = { message: 'name either files or a domain' };
const NO_PLACE = { message: 'a folder goes with a domain, and instead of a path', path: ['folder'] };

/** Selection of files for an archive. */
export const ArchiveRequestSchema = z
  .object({
    files: z
      .array(z.union([FileID, NamedFileSchema]))
      .min(1)
      .max(MAX_NAMED_FILES)
      .optional()
      .describe('FileIDs, optionally with names for the archive.'),
    domain: z.string().min(1).max(1024).optional().describe('Domain, with `*` and `?`.'),
    path: z
      .string()
      .max(4096)
      .optional()
      .describe('Path with `*` (within a name), `**` (any folders) and `?`. Default: the whole domain.'),
    folder: Folder,
  })
  .refine(({ files, domain }) => (files === undefined) !== (domain === undefined), EITHER)
  .refine(isPlace, NO_PLACE);
/** Selection of files for an archive. */
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
      .describe('FileID; may be repeated.'),
    domain: z.string().min(1).max(1024).optional().describe('Domain, with `*` and `?`.'),
    path: z.string().max(4096).optional().describe('Path with `*` (within a name), `**` (any folders) and `?`.'),
    folder: Folder,
  })
  .refine(({ file, domain }) => (file === undefined) !== (domain === undefined), EITHER)
  .refine(isPlace, NO_PLACE);

/** UTC milliseconds, or a day, month, year or time in the zone of the request. */
const ExportMoment = z.union([z.number().int(), z.string().min(1).max(40)]);

/** Maximum number of records that are chosen one by one. */
const MAX_KEYS = 10_000;

/** Options of PDFs. */
const PdfOptionsSchema = z.object({
  paper: z.enum(['a4', 'letter']).optional().describe('Size of the page. Default: a4.'),
  bates: z.string().max(40).optional().describe('Prefix of Bates numbers. Default: pages have none.'),
  batesStart: z.number().int().min(0).max(1e9).optional().describe('The first Bates number. Default: 1.'),
  citations: z.boolean().optional().describe('With an appendix that names the source of each item. Default: true.'),
});

/** True if an export reads files of the backup, which has to be unlocked if it is encrypted. */
export function readsBackup({ files, sources }: Pick<ExportPlan, 'files' | 'sources'>): boolean {
  return files || sources === true;
}

/** Maximum number of messages that are chosen one by one. */
const MAX_MESSAGES = 10_000;
/** Maximum number of passwords of locked notes; each takes about ten milliseconds a note. */
export const MAX_NOTE_PASSWORDS = 20;
/** Maximum number of kinds. */
const MAX_KINDS = 200;

/**
 * What is exported and how. The page, the command line, the API and `src/export` all use it; every export of several
 * files has it as `export-plan.json`, and gives the same bytes again.
 */
export const ExportPlanSchema = z.object({
  what: z
    .string()
    .min(1)
    .max(100)
    .describe('One of `GET /exports`, or the id of a record kind. `table`: the rows of any table of the index.'),
  format: z.string().min(1).max(20).describe('One of the formats of `what`.'),
  keys: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(MAX_KEYS)
    .optional()
    .describe('Keys of the records. Default: all. For `table`: its name.'),
  query: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'For `search`, `photos` and record kinds: what to find, as in `GET /search`. Default: all (of `search`: all records ' +
        'with a time).',
    ),
  kinds: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(MAX_KINDS)
    .optional()
    .describe('For `search`: ids of record kinds. Default: all.'),
  calls: CallExportFilterSchema.optional().describe(
    'For `calls` and the kinds of other call logs: only these. Does not go with `keys` or `query`.',
  ),
  records: RecordExportFilterSchema.optional().describe(
    'For record kinds: only these, as in `GET …/kinds/{kind}/records`. Does not go with `keys` or `query`.',
  ),
  messages: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(MAX_MESSAGES)
    .optional()
    .describe('For chats, with one chat in `keys`: only the messages with these keys.'),
  from: ExportMoment.optional().describe(
    'For records with a time: UTC milliseconds, inclusive; or a day or time in `timeZone`, like 2024-05-01.',
  ),
  to: ExportMoment.optional().describe('UTC milliseconds, exclusive; or a day in `timeZone`, which is included.'),
  timeZone: z
    .string()
    .min(1)
    .max(100)
    .refine(isTimeZone, { message: 'it is no known time zone' })
    .default('UTC')
    .describe('IANA time zone of local times in the export.'),
  language: z
    .string()
    .min(2)
    .max(20)
    .optional()
    .describe(
      'Language of what people read in the export: `en` (default), `de`, `fr`. Names of columns and fields, and what ' +
        'programs read, are the same in all.',
    ),
  ownerName: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('What the owner of the phone is called in what people read. Default: “You”, in the language.'),
  order: z
    .enum(['oldest', 'newest'])
    .optional()
    .describe(
      'What is first, in the formats that have a choice (`orders` of `GET /exports`): chats, records of a kind, `search`, ' +
        '`channels`, `calls` and `table`. Default: oldest.',
    ),
  split: z
    .number()
    .int()
    .min(100)
    .max(100_000)
    .optional()
    .describe(
      'Maximum number of messages of an HTML page (default: 10000; a day is never split) or of items of a PDF (default and ' +
        'maximum: 2500).',
    ),
  files: z
    .boolean()
    .default(false)
    .describe(
      'Includes attachments and contact pictures; in a PDF, pictures inline. An encrypted backup has to be unlocked.',
    ),
  bom: z.boolean().default(false).describe('CSV: starts with a byte order mark, which Excel needs for UTF-8.'),
  pack: z
    .boolean()
    .optional()
    .describe(
      'With proof: a ZIP with the digest of every file in `MANIFEST.json`, its Ed25519 signature by this installation, and ' +
        '`verify.html`, which checks both.',
    ),
  sources: z
    .boolean()
    .optional()
    .describe(
      'With `pack`: the whole databases and files that the export was read from, decrypted, in `sources/`. They have more ' +
        'than what was chosen, so a redaction excludes them. An encrypted backup has to be unlocked.',
    ),
  exportedAt: z
    .number()
    .int()
    .min(0)
    .max(MAX_TIME)
    .optional()
    .describe(
      'UTC milliseconds that the export names as its time. Default: now. With that of an earlier export, the same bytes.',
    ),
  pdf: PdfOptionsSchema.optional().describe('Options of the format `pdf`.'),
  photos: PhotoExportSchema.optional().describe('Options of `photos`, which need `files`.'),
  keepsake: KeepsakeOptionsSchema.optional().describe('Options of `keepsake`.'),
  openNotes: z
    .literal(true)
    .optional()
    .describe(
      'In the plan of an export that has the text of locked notes: it has to be given the passwords again, which the plan ' +
        'does not have.',
    ),
  redacted: RedactionSummarySchema.optional().describe(
    'In the plan of a redacted export: what was removed. Such a plan cannot be carried out again, since it does not have the redaction.',
  ),
});
/** What is exported and how. */
export type ExportPlan = z.infer<typeof ExportPlanSchema>;
/** A plan that is carried out at once, with what is kept nowhere. */
export const ExportOrderSchema = ExportPlanSchema.extend({
  zipPassword: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe(
      'Sends a ZIP whose files are encrypted with this password (AES-256, AE-2 of WinZip); their names are not. It is ' +
        'stored nowhere.',
    ),
  notePasswords: z
    .array(z.string().min(1).max(1024))
    .min(1)
    .max(MAX_NOTE_PASSWORDS)
    .optional()
    .describe(
      'For `notes` and `keepsake`: passwords of locked notes, whose text the export then has. Each is tried on each note. ' +
        'They are stored nowhere. Tables and files of locked notes stay encrypted.',
    ),
  redaction: RedactionSchema.optional().describe('What the export must not contain. It is stored nowhere.'),
});
/** A plan that is carried out at once, with what is kept nowhere. */
export type ExportOrder = z.infer<typeof ExportOrderSchema>;
/** Name of the file of an export that has its plan. */
export const PLAN_FILE = 'export-plan.json';
/** Contents of {@link PLAN_FILE}: `plan`, sent again for the same index and version, gives the same bytes. */
export const ExportPlanFileSchema = z.object({
  format: z.literal('apple-juicer-export-plan'),
  version: z.literal(1),
  madeBy: z.string().max(200),
  backup: z.object({ id: z.string().max(200), name: z.string().max(2000) }),
  plan: ExportPlanSchema,
});
/** Contents of {@link PLAN_FILE}. */
export type ExportPlanFile = z.infer<typeof ExportPlanFileSchema>;

/** A plan with its period in UTC milliseconds. */
export type ExportRequest = Omit<ExportPlan, 'from' | 'to'> & {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
};

/** `GET /exports` */
export const ExportListSchema = z.object({
  items: z.array(
    z.object({
      what: z.string(),
      formats: z.array(z.string()),
      orders: z.array(z.string()).describe('Formats that can have the newest first.'),
      isKind: z.boolean().describe('True for record kinds; the others have special formats.'),
    }),
  ),
  next: z.null(),
});

/** `POST /backups/{id}/downloads`: an archive or an export to be saved by a browser. */
export const DownloadRequestSchema = z
  .object({ archive: ArchiveRequestSchema.optional(), export: ExportOrderSchema.optional() })
  .refine(({ archive, export: exported }) => (archive === undefined) !== (exported === undefined), {
    message: 'ask for either an archive or an export',
  });
/** An archive or an export. */
export type DownloadRequest = z.infer<typeof DownloadRequestSchema>;
/** A single-use link: browsers can save only what they GET. */
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
