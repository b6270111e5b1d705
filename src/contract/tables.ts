import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';
import { CursorSchema, FlagSchema, FromSchema, LimitSchema, MarkFilterShape, pageOf, UntilSchema } from './common.ts';
import { AreaSchema, KindColumnSchema } from './kinds.ts';
import { PersonSchema } from './person.ts';

/** A table of an artifact, and its state in this backup. */
export const TableSchema = z.object({
  name: z.string(),
  artifact: z.string(),
  title: z.string().describe('Display name of the artifact.'),
  names: z
    .record(z.string(), z.string())
    .nullable()
    .describe('Display name by language; null if the table has a kind, which has names.'),
  area: AreaSchema,
  columns: z.array(KindColumnSchema),
  rowCount: z.number().int().nullable().describe('Null if the artifact is not indexed.'),
  outcome: z.string().nullable().describe('Outcome of the last extraction of the artifact; null before the first.'),
  reason: z.string().nullable(),
  reasonCode: CodedMessageSchema.nullable(),
});
/** A table of an artifact, and its state in this backup. */
export type TableView = z.infer<typeof TableSchema>;

/** A row of any table. */
export const TableRowSchema = z.object({
  key: z.string().describe('Values of the key columns; several are percent-encoded and separated by commas.'),
  values: z.record(z.string(), z.unknown()).describe('Values by column.'),
  cut: z.array(z.string()).describe('Columns with values over 2,000 characters: text is truncated, JSON is null.'),
  secrets: z.array(z.string()).describe('Columns with masked values; for a single row, `secrets=true` includes them.'),
});
/** A row of any table. */
export type TableRowView = z.infer<typeof TableRowSchema>;

const PeopleSchema = z
  .record(z.string(), PersonSchema)
  .nullable()
  .describe('The person of each handle on the page, if `people` was requested.');

/** A page of rows. */
export const TableRowPageSchema = pageOf(TableRowSchema).extend({ people: PeopleSchema });

/** One row in full. */
export const TableRowDetailSchema = TableRowSchema.extend({ people: PeopleSchema });

/** `GET …/tables/{table}/rows` */
export const TableRowsQuerySchema = z.object({
  ...MarkFilterShape,
  sort: z
    .string()
    .max(100)
    .optional()
    .describe('A sortable column. Default: `column` if it is sortable, else the key.'),
  order: z.enum(['asc', 'desc']).default('asc').describe('Rows without a value in the column come last.'),
  column: z.string().max(100).optional().describe('Column of the filter.'),
  contains: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('For text, handles, files and JSON source; case-insensitive for A–Z.'),
  equals: z.string().max(1000).optional().describe('Exact value; `true` or `false` for booleans. Not for JSON.'),
  from: FromSchema.optional(),
  to: UntilSchema.optional(),
  people: FlagSchema.optional().describe('true: includes the people of handles.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET …/tables/{table}/rows/{key}` */
export const TableRowQuerySchema = z.object({
  people: FlagSchema.optional(),
  secrets: FlagSchema.optional().describe('true: includes secret values.'),
});

/** A stored value of a source row. */
export const RawValueSchema = z.object({
  column: z.string(),
  type: z.enum(['null', 'integer', 'real', 'text', 'blob']),
  value: z
    .union([z.string(), z.number(), z.null()])
    .describe('Long text and BLOBs (in hex) are truncated. Integers beyond 2^53 are text.'),
  bytes: z.number().int().nullable().describe('Length of text and BLOBs.'),
});
/** A stored value of a source row. */
export type RawValueView = z.infer<typeof RawValueSchema>;

/** A source file of an artifact. */
export const SourceDatabaseSchema = z.object({
  store: z.string(),
  fileID: z.string(),
  domain: z.string(),
  relativePath: z.string(),
  size: z.number(),
  sha256: z.string().describe('SHA-256 of the decrypted file, without the write-ahead log.'),
});

/** A row of a database of the backup, or a whole file. */
export const SourceRowSchema = z.object({
  file: SourceDatabaseSchema.extend({
    size: z.number().nullable(),
    sha256: z.string().nullable().describe('As in `files`; null for a file whose contents were not read.'),
  }),
  wal: SourceDatabaseSchema.nullable().describe('Its write-ahead log, if the backup has one; rows may come from it.'),
  tables: z
    .array(z.string())
    .describe('Its table; of several, the first that exists in the database. Empty for a whole file.'),
  where: z.record(z.string(), z.number()).describe('Key of the row in its table.'),
  citation: z.string().describe('The source in one line.'),
  raw: z
    .object({ table: z.string(), values: z.array(RawValueSchema) })
    .nullable()
    .describe('The row itself, if `raw` was requested and the row exists.'),
});
/** A row of a database of the backup, or a whole file. */
export type SourceRowView = z.infer<typeof SourceRowSchema>;

/** The source of a record. */
export const RecordSourceSchema = z.object({
  backup: z.string(),
  artifact: z.string(),
  title: z.string(),
  version: z.number().int().describe('Version of the artifact that read the source.'),
  table: z.string(),
  key: z.string(),
  rows: z
    .array(SourceRowSchema)
    .describe('The source rows. Empty if the record was derived from many rows; see `files`.'),
  files: z.array(SourceDatabaseSchema).describe('All source files of the artifact.'),
});
/** The source of a record. */
export type RecordSourceView = z.infer<typeof RecordSourceSchema>;

/** `GET …/records/{table}/{key}/source` */
export const RecordSourceQuerySchema = z.object({
  raw: FlagSchema.optional().describe('true: includes the raw rows. An encrypted backup has to be unlocked.'),
});
