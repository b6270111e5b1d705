import { z } from 'zod';
import { CursorSchema, pageOf, TimeSchema } from './common.ts';

/** What every preview says about its file. */
const PreviewBase = z.object({
  fileID: z.string(),
  name: z.string().describe('Last part of the path; it comes from a stranger.'),
  size: z.number().int().describe('Exact length in bytes.'),
  contentType: z.string().describe('By the first bytes, else by the extension.'),
  integrity: z.enum(['ok', 'truncated', 'padding-invalid']),
  modifiedAt: TimeSchema,
  problem: z
    .string()
    .nullable()
    .describe('Why less is shown than the file seems to be: a damaged property list is shown as text or bytes.'),
});

/** Text, a part at a time. */
export const TextPreviewSchema = PreviewBase.extend({
  kind: z.literal('text'),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  text: z.string().describe('Control characters other than tab and line ends are shown as symbols (U+2400 …).'),
  offset: z.number().int().describe('First byte of this part.'),
  next: z.number().int().nullable().describe('`offset` of the next part; null at the end.'),
});

/** A value of a property list or keyed archive. */
export interface PlistNode {
  readonly type:
    | 'null'
    | 'boolean'
    | 'integer'
    | 'real'
    | 'string'
    | 'data'
    | 'date'
    | 'uid'
    | 'array'
    | 'set'
    | 'dict'
    | 'object';
  /** Of a plain value: integers as text where JSON would round them, data in hex, dates in ISO 8601. */
  readonly value?: string | number | boolean | null;
  /** Class of an object of an archive. */
  readonly class?: string;
  /** Bytes of data, UTF-16 units of a string, values of a container: of the whole, also where only a part is shown. */
  readonly length?: number;
  /** Values of an array or set. */
  readonly items?: readonly PlistNode[];
  /** Entries of a dictionary or object, in the order of the file. */
  readonly entries?: readonly { readonly key: string; readonly value: PlistNode }[];
  /** Only a part is shown. */
  readonly cut?: true;
}

/** A value of a property list or keyed archive; containers hold further ones. */
export const PlistNodeSchema: z.ZodType<PlistNode> = z.object({
  type: z.enum([
    'null',
    'boolean',
    'integer',
    'real',
    'string',
    'data',
    'date',
    'uid',
    'array',
    'set',
    'dict',
    'object',
  ]),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .exactOptional()
    .describe('Integers as text where JSON would round them, data in hex, dates in ISO 8601.'),
  class: z.string().exactOptional().describe('Class of an object of an archive.'),
  length: z.number().int().exactOptional().describe('Of the whole, also where only a part is shown.'),
  get items() {
    return z.array(PlistNodeSchema).readonly().exactOptional();
  },
  get entries() {
    return z
      .array(z.object({ key: z.string(), value: PlistNodeSchema }).readonly())
      .readonly()
      .exactOptional();
  },
  cut: z.literal(true).exactOptional().describe('Only a part is shown.'),
});

/** A property list, binary or XML; a keyed archive is unfolded. */
export const PlistPreviewSchema = PreviewBase.extend({
  kind: z.literal('plist'),
  format: z.enum(['binary', 'xml']),
  isKeyedArchive: z.boolean().describe('NSKeyedArchiver: `root` shows the objects it holds.'),
  root: PlistNodeSchema,
  cut: z.boolean().describe('It holds more than is shown.'),
});

/** A column of a database of the backup. */
export const DatabaseColumnSchema = z.object({
  name: z.string(),
  type: z.string().describe('As declared; SQLite does not enforce it.'),
  isPrimaryKey: z.boolean(),
});

/** A table of a database of the backup. */
export const DatabaseTableSchema = z.object({
  name: z.string(),
  columns: z.array(DatabaseColumnSchema).readonly(),
  rows: z.number().int().nullable().describe('How many; null where counting would take too long, or it is damaged.'),
  isReadable: z.boolean().describe('False for views and virtual tables, which are not run.'),
});

/** A SQLite database: its tables. Their rows are at `preview/tables/{table}`. */
export const DatabasePreviewSchema = PreviewBase.extend({
  kind: z.literal('database'),
  tables: z.array(DatabaseTableSchema).readonly(),
  wal: z
    .object({ frames: z.number().int(), ignoredFrames: z.number().int(), sha256: z.string() })
    .nullable()
    .describe('What the write-ahead log beside it added; null when there is none.'),
  walMissing: z.boolean().describe('The backup lists a write-ahead log, but lacks it: the newest rows may be lost.'),
  sha256: z.string().describe('Of the decrypted file; the write-ahead log has its own.'),
});

/** A picture: facts. The picture itself is at `thumbnail`, `rendered`, or the file. */
export const ImagePreviewSchema = PreviewBase.extend({
  kind: z.literal('image'),
  width: z.number().int().nullable().describe('Pixels, as it is shown (after its orientation).'),
  height: z.number().int().nullable(),
  format: z.string().describe('jpeg, png, webp, gif, heic, tiff …'),
  isPlain: z.boolean().describe('Browsers show the file as it is; else use `rendered`.'),
});

/** Sound or video: facts. */
export const MediaPreviewSchema = PreviewBase.extend({
  kind: z.enum(['audio', 'video']),
  seconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  codecs: z.array(z.string()).describe('Four-character codes of its tracks: avc1, hvc1, mp4a …'),
  createdAt: TimeSchema.describe('As the file itself says.'),
  isPlain: z.boolean().describe('Most browsers play the file as it is; else use `rendered`.'),
  canConvert: z.boolean().describe('This machine can convert it (ffmpeg is installed).'),
});

/** Any bytes. */
export const HexPreviewSchema = PreviewBase.extend({
  kind: z.literal('hex'),
  offset: z.number().int().describe('First byte of this part.'),
  hex: z.string().describe('Two lowercase digits for each byte.'),
  next: z.number().int().nullable().describe('`offset` of the next part; null at the end.'),
});

/** What a file holds, as data, never as markup. */
export const PreviewSchema = z.discriminatedUnion('kind', [
  TextPreviewSchema,
  PlistPreviewSchema,
  DatabasePreviewSchema,
  ImagePreviewSchema,
  MediaPreviewSchema,
  HexPreviewSchema,
]);
/** What a file holds. */
export type PreviewView = z.infer<typeof PreviewSchema>;

/** `GET …/file/{fileId}/preview` */
export const PreviewQuerySchema = z.object({
  as: z
    .enum(['auto', 'text', 'hex'])
    .default('auto')
    .describe('`text` and `hex` look at any file; `auto` decides by what is in it.'),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('First byte, for text and hex.'),
  length: z.coerce
    .number()
    .int()
    .min(1)
    .max(256 * 1024)
    .optional()
    .describe('Bytes of one part: 256 KiB of text, 4 KiB of hex when not given.'),
});

/** A cell: plain where JSON can say it, else with its type. */
export const CellSchema = z.union([
  z.null(),
  z.number(),
  z.string(),
  z.object({
    type: z.enum(['integer', 'text', 'blob']),
    value: z.string().describe('A large integer in digits, the beginning of a long text, of a BLOB in hex.'),
    length: z.number().int().describe('Of the whole, in bytes.'),
  }),
]);
/** A cell of a table. */
export type CellView = z.infer<typeof CellSchema>;

/** `GET …/file/{fileId}/preview/tables/{table}` */
export const TableQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: CursorSchema.optional(),
});

/** Rows of a table in the order of its key. */
export const TablePageSchema = pageOf(z.array(CellSchema)).extend({
  columns: z.array(DatabaseColumnSchema).describe('What the cells of a row are, in order.'),
});
/** Rows of a table. */
export type TablePage = z.infer<typeof TablePageSchema>;

/** Widths and heights that thumbnails come in, pixels. Few, so that what was made once serves again. */
export const THUMBNAIL_SIZES = [96, 192, 384, 768, 1536] as const;

/** `GET …/file/{fileId}/thumbnail` */
export const ThumbnailQuerySchema = z.object({
  size: z.coerce
    .number()
    .int()
    .min(16)
    .max(1536)
    .default(384)
    .describe('Longest edge in pixels; rounded up to 96, 192, 384, 768 or 1536. Never larger than the picture.'),
  format: z.enum(['webp', 'jpeg']).default('webp'),
});

/** `GET …/file/{fileId}/rendered` */
export const RenderedQuerySchema = z.object({
  format: z
    .enum(['jpeg', 'webp', 'm4a', 'mp4'])
    .describe('jpeg and webp of a picture in full size; m4a of sound; mp4 of video.'),
});
