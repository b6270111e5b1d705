import { z } from 'zod';
import {
  CursorSchema,
  FileReferenceSchema,
  FlagSchema,
  InclusionSchema,
  LimitSchema,
  MarkFilterShape,
  TimeSchema,
} from './common.ts';

/** A note in a list. */
export const NoteSummarySchema = z.object({
  key: z.string(),
  title: z.string().describe('Title, else the first words, else “Untitled”.'),
  snippet: z.string().nullable(),
  folder: z.string().nullable().describe('Key of the folder.'),
  folderName: z.string().nullable(),
  account: z.string().nullable(),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
  isPinned: z.boolean(),
  isLocked: z.boolean(),
  isTrashed: z.boolean().describe('In Recently Deleted.'),
  isDeleted: z.boolean().describe('Permanently deleted, but not yet removed from the database.'),
  isShared: z.boolean(),
  hasChecklist: z.boolean(),
  isQuickNote: z.boolean(),
  attachmentCount: z.number().int(),
  bodyState: z.string().describe('read, locked, not-downloaded or unreadable.'),
});
/** A note in a list. */
export type NoteSummaryView = z.infer<typeof NoteSummarySchema>;

const NoteSpanSchema = z
  .looseObject({ text: z.string() })
  .describe(
    'Text with uniform formatting. Optional: bold, italic, underline, strike, baseline, color, highlight, link, font, ' +
      'size, attachment { id, uti, inline?, target? }. A target `applenotes:note/KEY` is another note.',
  );

const NoteParagraphSchema = z
  .looseObject({
    kind: z.literal('paragraph'),
    style: z
      .string()
      .describe('title, heading, subheading, body, monospaced, bulleted, dashed, numbered, checklist, other'),
    spans: z.array(NoteSpanSchema),
  })
  .describe(
    'Optional: indent, alignment, start (number of the first item of a list), done (of a checklist), quote, styleCode.',
  );

const NoteTableSchema = z.looseObject({
  kind: z.literal('table'),
  id: z.string(),
  rows: z.array(z.array(z.array(NoteParagraphSchema))).describe('Rows of cells; a cell is a list of paragraphs.'),
});

/** The text of a note as paragraphs and tables. */
export const NoteDocumentSchema = z.object({ blocks: z.array(z.union([NoteParagraphSchema, NoteTableSchema])) });

/** A document rendered in a format. */
export const RenderedNoteSchema = z.object({
  format: z.enum(['html', 'markdown', 'text']),
  content: z.string().describe('HTML is a fragment without scripts and styles, with only the note’s own links.'),
});
/** A document rendered in a format. */
export type RenderedNoteView = z.infer<typeof RenderedNoteSchema>;

/** The text of a note. */
export const NoteContentSchema = z.object({
  document: NoteDocumentSchema.nullable().describe('Null if the text cannot be read; see `bodyState`.'),
  rendered: RenderedNoteSchema.nullable().describe('The document in the requested `format`.'),
  links: z
    .array(z.object({ address: z.string(), key: z.string(), title: z.string() }))
    .describe('The notes that it links to, of those in the backup, by target or link of the span.'),
});

/** An attachment of a note. */
export const NoteAttachmentSchema = z.object({
  key: z.string().describe('Id in the document.'),
  parent: z.string().nullable().describe('Key of the gallery or scan it is part of.'),
  position: z.number().int().nullable(),
  kind: z.string().describe('image, video, audio, pdf, drawing, scan, gallery, table, url, location …'),
  uti: z.string().nullable(),
  name: z.string().nullable(),
  url: z.string().nullable(),
  text: z.string().nullable(),
  summary: z
    .string()
    .nullable()
    .describe('Text and objects recognised by the phone, and further text by which Notes finds it.'),
  transcript: z.string().nullable().describe('What is said in a recording, as the phone understood it.'),
  callWith: z.string().nullable().describe('Number or address of the other person in a recorded call.'),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
  bytes: z.number().nullable().describe('Size in the source.'),
  createdAt: TimeSchema,
  isLocked: z.boolean().describe('It is encrypted because the note is locked, and was not opened.'),
  file: FileReferenceSchema,
  preview: z.string().nullable().describe('fileID of a picture of it.'),
});
/** An attachment of a note. */
export type NoteAttachmentView = z.infer<typeof NoteAttachmentSchema>;

/** A note in full. */
export const NoteSchema = NoteSummarySchema.extend({
  store: z.string().nullable().describe('modern (iOS 9 and later) or legacy.'),
  openedAt: TimeSchema,
  tags: z.array(z.string()),
  author: z.string().nullable(),
  participants: z.array(z.record(z.string(), z.unknown())).describe('People it is shared with.'),
  lock: z
    .object({
      scheme: z
        .string()
        .describe('password: can be opened with `unlock`. device-passcode, unknown: cannot be opened from a backup.'),
      hint: z.string().nullable(),
    })
    .nullable(),
  attachments: z.array(NoteAttachmentSchema),
  ...NoteContentSchema.shape,
});
/** A note in full. */
export type NoteView = z.infer<typeof NoteSchema>;

const FormatSchema = z.enum(['html', 'markdown', 'text']).optional().describe('Also renders the document.');

/** `GET …/artifacts/notes` */
export const NotesQuerySchema = z.object({
  ...MarkFilterShape,
  folder: z.string().max(1000).optional().describe('Key of a folder.'),
  account: z.string().max(1000).optional().describe('Name of an account.'),
  pinned: FlagSchema.optional(),
  locked: FlagSchema.optional(),
  quick: FlagSchema.optional().describe('Quick Notes.'),
  query: z.string().max(1000).optional().describe('Search query: words, prefix*, "phrases", -not, OR.'),
  trashed: InclusionSchema.default('no').describe('Notes in Recently Deleted or not yet removed.'),
  sort: z.enum(['modified', 'created', 'title']).default('modified').describe('Newest first; titles from A to Z.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET …/artifacts/notes/{key}` */
export const NoteQuerySchema = z.object({ format: FormatSchema });

/** `POST …/artifacts/notes/{key}/unlock` */
export const NoteUnlockRequestSchema = z.object({
  password: z.string().min(1).max(1024).describe('The password of Notes; not stored.'),
  format: FormatSchema,
});

const Base64Schema = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'not base64');

/** What opens a file of a locked note, as `unlock` gives it. */
export const NoteFileKeySchema = z
  .discriminatedUnion('in', [
    z.object({ in: z.literal('store'), key: Base64Schema, iv: Base64Schema, tag: Base64Schema }),
    z.object({ in: z.literal('file'), key: Base64Schema, salt: Base64Schema, iterations: z.number().int() }),
  ])
  .describe('`file` if the file itself has the rest (iOS 17 and later).');

/** A locked note that was opened. */
export const OpenedNoteSchema = NoteContentSchema.extend({
  attachments: z.array(NoteAttachmentSchema).describe('With names and places that were encrypted.'),
  fileKeys: z.record(z.string(), NoteFileKeySchema).describe('What opens its files, by fileID; see `openNoteFile`.'),
});
/** A locked note that was opened. */
export type OpenedNoteView = z.infer<typeof OpenedNoteSchema>;

/** `POST …/artifacts/notes/files/{fileId}/open` */
export const NoteFileRequestSchema = z.object({
  key: NoteFileKeySchema,
  size: z
    .number()
    .int()
    .min(1)
    .max(4096)
    .optional()
    .describe(
      'The picture as an upright JPEG with at most this many pixels on its longer side. Default: the file as it is.',
    ),
});

/** A condition of a smart folder. */
const ConditionSchema = z.object({
  kind: z
    .string()
    .describe(
      'pinned, locked, quick, shared, checklist, open-checklist, done-checklist, attachment, section, mention, tagged, ' +
        'tag, folder, created, modified, recently-created, recently-modified, person or unknown.',
    ),
  isNot: z.boolean().describe('True if it must not hold.'),
  value: z
    .string()
    .nullable()
    .describe('Tag, name of the folder, category of attachments; an unknown condition as stored.'),
  from: TimeSchema,
  to: TimeSchema,
});

/** The query of a smart folder. */
export const SmartQuerySchema = z.object({
  match: z.enum(['all', 'any']).describe('How many of the groups must hold.'),
  groups: z.array(z.object({ match: z.enum(['all', 'any', 'none']), conditions: z.array(ConditionSchema) })),
});
/** The query of a smart folder. */
export type SmartQueryView = z.infer<typeof SmartQuerySchema>;

/** A folder of notes. */
export const NoteFolderSchema = z.object({
  key: z.string(),
  name: z.string().nullable(),
  account: z.string().nullable(),
  parent: z.string().nullable().describe('Key of the parent folder.'),
  depth: z.number().int().describe('Depth in the tree; 0 for top-level folders.'),
  kind: z.string().describe('normal, trash, smart (its notes follow from `query`) or other.'),
  isShared: z.boolean(),
  isDeleted: z.boolean(),
  noteCount: z.number().int().nullable().describe('Notes directly in it; null if the query cannot be followed.'),
  query: SmartQuerySchema.nullable().describe('The query of a smart folder; null if it cannot be read.'),
  isFollowed: z
    .boolean()
    .describe(
      'False for a smart folder whose notes do not follow from the backup: relative dates, unknown conditions.',
    ),
});
/** A folder of notes. */
export type NoteFolderView = z.infer<typeof NoteFolderSchema>;
