import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { CursorSchema, FlagSchema, LimitSchema, pageOf } from './common.ts';
import { AreaSchema, KindColumnSchema } from './kinds.ts';
import { PersonSchema } from './person.ts';

/** A table of an artifact, and what became of it in this backup. */
export const TableSchema = z.object({
  name: z.string(),
  artifact: z.string(),
  title: z.string().describe('What people call the artifact.'),
  area: AreaSchema,
  columns: z.array(KindColumnSchema),
  rowCount: z.number().int().nullable().describe('Null where the artifact has no index in this backup.'),
  outcome: z.string().nullable().describe('How the last reading of the artifact ended; null before the first.'),
  reason: z.string().nullable(),
  reasonCode: CodedMessageSchema.nullable(),
});
/** A table of an artifact, and what became of it in this backup. */
export type TableView = z.infer<typeof TableSchema>;

/** A row of any table. */
export const TableRowSchema = z.object({
  key: z.string().describe('The values of the key columns; several stand percent-encoded with commas between them.'),
  values: z.record(z.string(), z.unknown()).describe('By the name of the column.'),
  cut: z
    .array(z.string())
    .describe('Columns whose value is longer than 2,000 characters: only the beginning of text, nothing of JSON.'),
  secrets: z.array(z.string()).describe('Columns whose value is a secret and left out; of one row `secrets` shows it.'),
});
/** A row of any table. */
export type TableRowView = z.infer<typeof TableRowSchema>;

const PeopleSchema = z
  .record(z.string(), PersonSchema)
  .nullable()
  .describe('Who is behind each handle on the page, when `people` was asked for.');

/** A page of rows. */
export const TableRowPageSchema = pageOf(TableRowSchema).extend({ people: PeopleSchema });

/** One row in full. */
export const TableRowDetailSchema = TableRowSchema.extend({ people: PeopleSchema });

/** `GET …/tables/{table}/rows` */
export const TableRowsQuerySchema = z.object({
  sort: z.string().max(100).optional().describe('A sortable column. The key when not given, or a sortable `column`.'),
  order: z.enum(['asc', 'desc']).default('asc').describe('Rows without a value in the column come last.'),
  column: z.string().max(100).optional().describe('The column that the filter is about.'),
  contains: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Text, handles, files and JSON as it is written; upper and lower case of A–Z are the same.'),
  equals: z.string().max(1000).optional().describe('The exact value; `true` or `false` of booleans. Not for JSON.'),
  from: z.coerce.number().int().optional().describe('Times: UTC milliseconds, then or later.'),
  to: z.coerce.number().int().optional().describe('Times: UTC milliseconds, before then.'),
  people: FlagSchema.optional().describe('Name the people behind handles.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET …/tables/{table}/rows/{key}` */
export const TableRowQuerySchema = z.object({
  people: FlagSchema.optional(),
  secrets: FlagSchema.optional().describe('Show the values of columns that hold secrets.'),
});

/** A value of a row of the source, as it is stored. */
export const RawValueSchema = z.object({
  column: z.string(),
  type: z.enum(['null', 'integer', 'real', 'text', 'blob']),
  value: z
    .union([z.string(), z.number(), z.null()])
    .describe('The beginning of long text; of a BLOB its first bytes in hex. Integers beyond 2^53 are text.'),
  bytes: z.number().int().nullable().describe('Length of text and BLOBs.'),
});
/** A value of a row of the source, as it is stored. */
export type RawValueView = z.infer<typeof RawValueSchema>;

/** A file that the artifact was read from. */
export const SourceDatabaseSchema = z.object({
  store: z.string(),
  fileID: z.string(),
  domain: z.string(),
  relativePath: z.string(),
  size: z.number(),
  sha256: z.string().describe('Of the decrypted file; a write-ahead log is a file of its own.'),
});

/** A row of a database of the backup, or a whole file. */
export const SourceRowSchema = z.object({
  file: SourceDatabaseSchema.extend({
    size: z.number().nullable(),
    sha256: z.string().nullable().describe('As of `files`; null for a file whose contents were not read.'),
  }),
  wal: SourceDatabaseSchema.nullable().describe(
    'Its write-ahead log, where the backup has one: rows may come from there.',
  ),
  tables: z
    .array(z.string())
    .describe('Its table; of several the first that the database has. None where it is a file.'),
  where: z.record(z.string(), z.number()).describe('Its key there.'),
  citation: z.string().describe('All of that in one line.'),
  raw: z
    .object({ table: z.string(), values: z.array(RawValueSchema) })
    .nullable()
    .describe('The row itself, when `raw` was asked for and it is there.'),
});
/** A row of a database of the backup, or a whole file. */
export type SourceRowView = z.infer<typeof SourceRowSchema>;

/** Where a record came from. */
export const RecordSourceSchema = z.object({
  backup: z.string(),
  artifact: z.string(),
  title: z.string(),
  version: z.number().int().describe('Version of the artifact by which the source was read.'),
  table: z.string(),
  key: z.string(),
  rows: z
    .array(SourceRowSchema)
    .describe('The rows it was made of. Empty where it was put together from many: then `files` are its source.'),
  files: z.array(SourceDatabaseSchema).describe('Every file that the artifact was read from.'),
});
/** Where a record came from. */
export type RecordSourceView = z.infer<typeof RecordSourceSchema>;

/** `GET …/records/{table}/{key}/source` */
export const RecordSourceQuerySchema = z.object({
  raw: FlagSchema.optional().describe('Read the rows themselves too. An encrypted backup has to be unlocked for that.'),
});
