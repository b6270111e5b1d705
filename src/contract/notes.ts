import { z } from 'zod';
import { CursorSchema, FileReferenceSchema, FlagSchema, InclusionSchema, LimitSchema, TimeSchema } from './common.ts';

/** A note as a list shows it. */
export const NoteSummarySchema = z.object({
  key: z.string(),
  title: z.string().describe('Its title, else its first words, else “Untitled”.'),
  snippet: z.string().nullable(),
  folder: z.string().nullable().describe('Key of the folder.'),
  folderName: z.string().nullable(),
  account: z.string().nullable(),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
  isPinned: z.boolean(),
  isLocked: z.boolean(),
  isTrashed: z.boolean().describe('In Recently Deleted.'),
  isDeleted: z.boolean().describe('Deleted for good, but not yet removed from the database.'),
  isShared: z.boolean(),
  hasChecklist: z.boolean(),
  attachmentCount: z.number().int(),
  bodyState: z.string().describe('read, locked, not-downloaded or unreadable.'),
});
/** A note as a list shows it. */
export type NoteSummaryView = z.infer<typeof NoteSummarySchema>;

const NoteSpanSchema = z
  .looseObject({ text: z.string() })
  .describe(
    'Text that looks the same all along. Further: bold, italic, underline, strike, baseline, color, highlight, link, font, ' +
      'size, attachment { id, uti, inline?, target? }. What is not said is left out.',
  );

const NoteParagraphSchema = z
  .looseObject({
    kind: z.literal('paragraph'),
    style: z
      .string()
      .describe('title, heading, subheading, body, monospaced, bulleted, dashed, numbered, checklist, other'),
    spans: z.array(NoteSpanSchema),
  })
  .describe('Further: indent, alignment, done (of a checklist), quote, styleCode.');

const NoteTableSchema = z.looseObject({
  kind: z.literal('table'),
  id: z.string(),
  rows: z.array(z.array(z.array(NoteParagraphSchema))).describe('Rows of cells; a cell holds paragraphs.'),
});

/** What is written in a note: paragraphs and tables in order. */
export const NoteDocumentSchema = z.object({ blocks: z.array(z.union([NoteParagraphSchema, NoteTableSchema])) });

/** A document as text of some format. */
export const RenderedNoteSchema = z.object({
  format: z.enum(['html', 'markdown', 'text']),
  content: z
    .string()
    .describe('HTML is a fragment without scripts, styles of its own or links to elsewhere than the note’s.'),
});
/** A document as text of some format. */
export type RenderedNoteView = z.infer<typeof RenderedNoteSchema>;

/** The text of a note. */
export const NoteContentSchema = z.object({
  document: NoteDocumentSchema.nullable().describe('Null where the text cannot be read; see `bodyState`.'),
  rendered: RenderedNoteSchema.nullable().describe('The document in the `format` that was asked for.'),
});

/** What stands in a note besides text. */
export const NoteAttachmentSchema = z.object({
  key: z.string().describe('By which the document names it.'),
  parent: z.string().nullable().describe('Key of the gallery or scan it is part of.'),
  position: z.number().int().nullable(),
  kind: z.string().describe('image, video, audio, pdf, drawing, scan, gallery, table, url, location …'),
  uti: z.string().nullable(),
  name: z.string().nullable(),
  url: z.string().nullable(),
  text: z.string().nullable(),
  summary: z.string().nullable().describe('Text that the phone found in it, or saw.'),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
  bytes: z.number().nullable().describe('As the source says.'),
  createdAt: TimeSchema,
  isLocked: z.boolean().describe('Its file is encrypted, as its note is.'),
  file: FileReferenceSchema,
  preview: z.string().nullable().describe('fileID of a picture of it.'),
});
/** What stands in a note besides text. */
export type NoteAttachmentView = z.infer<typeof NoteAttachmentSchema>;

/** A note in full. */
export const NoteSchema = NoteSummarySchema.extend({
  store: z.string().nullable().describe('modern (iOS 9 and later) or legacy.'),
  openedAt: TimeSchema,
  tags: z.array(z.string()),
  author: z.string().nullable(),
  participants: z.array(z.record(z.string(), z.unknown())).describe('With whom it is shared.'),
  lock: z
    .object({
      scheme: z.string().describe('password: `unlock` opens it. device-passcode, unknown: nothing in a backup does.'),
      hint: z.string().nullable(),
    })
    .nullable(),
  attachments: z.array(NoteAttachmentSchema),
  ...NoteContentSchema.shape,
});
/** A note in full. */
export type NoteView = z.infer<typeof NoteSchema>;

const FormatSchema = z.enum(['html', 'markdown', 'text']).optional().describe('Render the document too.');

/** `GET …/artifacts/notes` */
export const NotesQuerySchema = z.object({
  folder: z.string().max(1000).optional().describe('Key of a folder.'),
  account: z.string().max(1000).optional().describe('Name of an account.'),
  pinned: FlagSchema.optional(),
  locked: FlagSchema.optional(),
  query: z
    .string()
    .max(1000)
    .optional()
    .describe('Only those in which this stands: words, prefix*, "phrases", -not, OR, as in the search.'),
  trashed: InclusionSchema.default('no').describe('Deleted ones: in Recently Deleted, or not yet removed.'),
  sort: z.enum(['modified', 'created', 'title']).default('modified').describe('Newest first; titles from A to Z.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET …/artifacts/notes/{key}` */
export const NoteQuerySchema = z.object({ format: FormatSchema });

/** `POST …/artifacts/notes/{key}/unlock` */
export const NoteUnlockRequestSchema = z.object({
  password: z.string().min(1).max(1024).describe('The password of Notes. It is used once and not kept.'),
  format: FormatSchema,
});

/** A folder of notes. */
export const NoteFolderSchema = z.object({
  key: z.string(),
  name: z.string().nullable(),
  account: z.string().nullable(),
  parent: z.string().nullable().describe('Key of the folder it lies in.'),
  depth: z.number().int().describe('How deep it lies: 0 for the outermost ones.'),
  kind: z.string().describe('normal, trash, smart (no notes of its own) or other.'),
  isShared: z.boolean(),
  isDeleted: z.boolean(),
  noteCount: z.number().int().describe('Notes in it, without those of folders in it.'),
});
/** A folder of notes. */
export type NoteFolderView = z.infer<typeof NoteFolderSchema>;
