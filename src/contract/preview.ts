import { z } from 'zod';
import { FILE_INTEGRITIES } from '../model/file-integrity.ts';
import { CursorSchema, FlagSchema, pageOf, TimeSchema } from './common.ts';

/** Fields common to all previews. */
const PreviewBase = z.object({
  fileID: z.string(),
  name: z.string().describe('Last part of the path; untrusted.'),
  size: z.number().int().describe('Exact length in bytes.'),
  contentType: z.string().describe('Determined by the first bytes, else by the extension.'),
  integrity: z.enum(FILE_INTEGRITIES).describe('`shorter` and `longer`: its length is not that of the manifest.'),
  modifiedAt: TimeSchema,
  problem: z
    .string()
    .nullable()
    .describe('Why the preview is limited: a damaged property list is shown as text or bytes.'),
});

/** A part of a text file. */
export const TextPreviewSchema = PreviewBase.extend({
  kind: z.literal('text'),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  text: z.string().describe('Control characters except tab and line ends are replaced by symbols (U+2400 …).'),
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
  /** Value of a scalar: integers as text if JSON would round them, data in hex, dates in ISO 8601. */
  readonly value?: string | number | boolean | null;
  /** Class of an archived object. */
  readonly class?: string;
  /** Total length, even if truncated: bytes of data, UTF-16 code units of a string, values of a container. */
  readonly length?: number;
  /** Values of an array or set. */
  readonly items?: readonly PlistNode[];
  /** Entries of a dictionary or object, in the order of the file. */
  readonly entries?: readonly { readonly key: string; readonly value: PlistNode }[];
  /** The value is truncated. */
  readonly cut?: true;
}

/** A value of a property list or keyed archive; recursive for containers. */
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
    .describe('Integers as text if JSON would round them, data in hex, dates in ISO 8601.'),
  class: z.string().exactOptional().describe('Class of an archived object.'),
  length: z.number().int().exactOptional().describe('Total length, even if truncated.'),
  get items() {
    return z.array(PlistNodeSchema).readonly().exactOptional();
  },
  get entries() {
    return z
      .array(z.object({ key: z.string(), value: PlistNodeSchema }).readonly())
      .readonly()
      .exactOptional();
  },
  cut: z.literal(true).exactOptional().describe('The value is truncated.'),
});

/** A property list, binary or XML; keyed archives are decoded. */
export const PlistPreviewSchema = PreviewBase.extend({
  kind: z.literal('plist'),
  format: z.enum(['binary', 'xml']),
  isKeyedArchive: z.boolean().describe('NSKeyedArchiver: `root` is the decoded object graph.'),
  root: PlistNodeSchema,
  cut: z.boolean().describe('The preview is truncated.'),
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
  rows: z
    .number()
    .int()
    .nullable()
    .describe('Number of rows; null if counting would take too long or the table is damaged.'),
  isReadable: z.boolean().describe('False for views and virtual tables, which are not executed.'),
});

/** A SQLite database: its tables. Their rows are at `preview/tables/{table}`. */
export const DatabasePreviewSchema = PreviewBase.extend({
  kind: z.literal('database'),
  tables: z.array(DatabaseTableSchema).readonly(),
  wal: z
    .object({ frames: z.number().int(), ignoredFrames: z.number().int(), sha256: z.string() })
    .nullable()
    .describe('The applied write-ahead log; null if there is none.'),
  walMissing: z
    .boolean()
    .describe('The manifest lists a write-ahead log whose contents are missing: the newest rows may be lost.'),
  sha256: z
    .string()
    .nullable()
    .describe('SHA-256 of the decrypted file, without the write-ahead log; null if it has more than 64 MiB.'),
});

/** Metadata of an image. The image itself is at `thumbnail`, `rendered` or the file. */
export const ImagePreviewSchema = PreviewBase.extend({
  kind: z.literal('image'),
  width: z.number().int().nullable().describe('Pixels, after applying the orientation.'),
  height: z.number().int().nullable(),
  format: z.string().describe('jpeg, png, webp, gif, heic, tiff …'),
  isPlain: z.boolean().describe('Browsers can show the file directly; otherwise use `rendered`.'),
  taken: z
    .object({
      local: z.string().describe('By the clock of the camera: `2024-05-01T18:30:00`.'),
      utcOffset: z
        .number()
        .int()
        .nullable()
        .describe('Seconds east of UTC; null if the camera did not write its zone.'),
    })
    .nullable()
    .describe('When it was taken, by its Exif.'),
});

/** Metadata of audio or video. */
export const MediaPreviewSchema = PreviewBase.extend({
  kind: z.enum(['audio', 'video']),
  seconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  codecs: z.array(z.string()).describe('Four-character codes of its tracks: avc1, hvc1, mp4a …'),
  createdAt: TimeSchema.describe('From the metadata of the file.'),
  isPlain: z.boolean().describe('Most browsers can play the file directly; otherwise use `rendered`.'),
  canConvert: z.boolean().describe('Conversion is available (ffmpeg is installed).'),
});

/** A part of a binary file. */
export const HexPreviewSchema = PreviewBase.extend({
  kind: z.literal('hex'),
  offset: z.number().int().describe('First byte of this part.'),
  hex: z.string().describe('Two lowercase digits per byte.'),
  next: z.number().int().nullable().describe('`offset` of the next part; null at the end.'),
});

/** The preview of a file, as data, never as markup. */
export const PreviewSchema = z.discriminatedUnion('kind', [
  TextPreviewSchema,
  PlistPreviewSchema,
  DatabasePreviewSchema,
  ImagePreviewSchema,
  MediaPreviewSchema,
  HexPreviewSchema,
]);
/** The preview of a file. */
export type PreviewView = z.infer<typeof PreviewSchema>;

/** `GET …/file/{fileId}/preview` */
export const PreviewQuerySchema = z.object({
  as: z
    .enum(['auto', 'text', 'hex'])
    .default('auto')
    .describe('`text` and `hex` apply to any file; `auto` decides by contents.'),
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
    .describe('Number of bytes. Default: 256 KiB of text, 4 KiB of hex.'),
});

/** A cell: plain if JSON can represent it, else with its type. */
export const CellSchema = z.union([
  z.null(),
  z.number(),
  z.string(),
  z.object({
    type: z.enum(['integer', 'text', 'blob']),
    value: z.string().describe('Digits of a large integer, the start of a long text, or the start of a BLOB in hex.'),
    length: z.number().int().describe('Total length in bytes.'),
  }),
]);
/** A cell of a table. */
export type CellView = z.infer<typeof CellSchema>;

/** `GET …/file/{fileId}/preview/tables/{table}` */
export const TableQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: CursorSchema.optional(),
});

/** Rows of a table, ordered by key. */
export const TablePageSchema = pageOf(z.array(CellSchema)).extend({
  columns: z.array(DatabaseColumnSchema).describe('Columns of the cells, in order.'),
});
/** Rows of a table. */
export type TablePage = z.infer<typeof TablePageSchema>;

/** Thumbnail sizes in pixels: few, so that cached thumbnails are reused. */
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
  animated: FlagSchema.optional().describe('true: a WebP keeps the frames of an animated GIF or WebP.'),
});

/** `GET …/file/{fileId}/rendered` */
export const RenderedQuerySchema = z.object({
  format: z.enum(['jpeg', 'webp', 'm4a', 'mp4']).describe('jpeg, webp: image in full size; m4a: audio; mp4: video.'),
});
