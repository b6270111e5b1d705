import { z } from 'zod';
import { AREAS } from '../model/kind.ts';
import { CodedMessageSchema } from './coded-message.ts';
import { CursorSchema, FlagSchema, LimitSchema, MarkFilterShape, pageOf, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** Area of an artifact or kind. */
export const AreaSchema = z.enum(AREAS).describe('Heading in the navigation.');
/** Area of an artifact or kind. */
export type Area = z.infer<typeof AreaSchema>;

const NamesSchema = z
  .record(z.string(), z.tuple([z.string(), z.string()]).readonly())
  .describe('Singular and plural by language; missing languages fall back to English.');

const ScreenLinkSchema = z.object({
  screen: z.string().describe('Screen in the web app, below `/b/{backup}/`.'),
  search: z
    .record(z.string(), z.string())
    .optional()
    .describe('URL parameters; `$key`, `$backup`, `$conversation`, `$at` and `$person` are placeholders.'),
});

/** A column of a kind, with the information to show its values. */
export const KindColumnSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'integer', 'real', 'boolean', 'time', 'handle', 'file', 'json']),
  format: z
    .enum([
      'url',
      'bytes',
      'seconds',
      'milliseconds',
      'metres',
      'metresPerSecond',
      'degrees',
      'percent',
      'kilograms',
      'kilocalories',
      'bpm',
      'day',
      'code',
      'secret',
    ])
    .nullable()
    .describe('Unit or meaning of the values.'),
  description: z.string().describe('What the column holds, in English.'),
  descriptions: z.record(z.string(), z.string()).describe('The same in other languages.'),
  names: z.record(z.string(), z.string()).describe('Display name by language.'),
  labels: z
    .record(z.string(), z.record(z.string(), z.string()))
    .nullable()
    .describe('For the format `code`: names of the values by language, or of the elements of lists.'),
  isKey: z.boolean(),
  isSortable: z.boolean(),
});
/** A column of a kind. */
export type KindColumnView = z.infer<typeof KindColumnSchema>;

/** Columns by role; null if the kind has no such column. */
export const RolesSchema = z.object({
  at: z.string().nullable(),
  title: z.array(z.string()),
  text: z.array(z.string()),
  from: z.string().nullable(),
  with: z.array(z.string()),
  place: z
    .object({
      latitude: z.string(),
      longitude: z.string(),
      accuracy: z.string().nullable(),
      name: z.string().nullable(),
      track: z.string().nullable().describe('Records with the same value are the points of one track.'),
    })
    .nullable(),
  file: z.string().nullable(),
  play: z.string().nullable(),
  duration: z.string().nullable(),
  utcOffset: z.string().nullable().describe('UTC offset in seconds, of the place where it happened.'),
  order: z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) }).nullable(),
});

/** A record kind: names, icon, roles of its columns, and screens. */
export const KindSchema = z.object({
  id: z.string().describe('Value of `type:`.'),
  artifact: z.string(),
  artifactNames: z.record(z.string(), z.string()).describe('Name of the artifact by language.'),
  table: z.string(),
  area: AreaSchema,
  privacy: z.enum(['P0', 'P1', 'P2', 'P3']).describe('P0 settings, P1 personal, P2 sensitive, P3 secrets.'),
  icon: z.string().describe('Name of a Lucide icon.'),
  names: NamesSchema,
  roles: RolesSchema,
  columns: z.array(KindColumnSchema),
  isSearchable: z.boolean(),
  echoes: z.boolean().describe('Its time is that of another record; for a chat, of its last message.'),
  ownMapLayer: z.boolean(),
  list: ScreenLinkSchema.nullable().describe('Screen of the list; null for the generic list.'),
  opens: ScreenLinkSchema.nullable().describe('Screen of a single record; null for the generic page.'),
});
/** A record kind. */
export type KindView = z.infer<typeof KindSchema>;

/** `GET /kinds` */
export const KindListSchema = z.object({ items: z.array(KindSchema), next: z.null() });

/** Number of records that are not in the list of their kind at first. */
export const SetAsideSchema = z
  .number()
  .int()
  .describe('Those of `count` that the list of the kind leaves out at first: hidden, recently deleted or shared.');

/** Number of records of a kind in a backup. */
export const KindCountSchema = z.object({
  kind: z.string(),
  count: z.number().int().nullable().describe('Null if the artifact is not indexed.'),
  setAside: SetAsideSchema,
  outcome: z.string().nullable().describe('Outcome of the last extraction of its artifact; null before the first.'),
  reason: z.string().nullable().describe('Why records are missing.'),
  reasonCode: CodedMessageSchema.nullable(),
});
/** Number of records of a kind in a backup. */
export type KindCountView = z.infer<typeof KindCountSchema>;

/** `GET /backups/{id}/kinds` */
export const KindCountListSchema = z.object({ items: z.array(KindCountSchema), next: z.null() });

/** A record of any kind, by the roles of its columns. */
export const RecordSchema = z.object({
  kind: z.string(),
  table: z.string(),
  key: z.string().describe('Values of the key columns; several are percent-encoded and separated by commas.'),
  at: TimeSchema,
  title: z.string().nullable().describe('Null if it has no title; show the kind instead.'),
  text: z.string().nullable(),
  from: PersonSchema.nullable(),
  with: z.array(PersonSchema),
  place: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      accuracy: z.number().nullable(),
      name: z.string().nullable(),
      near: z
        .string()
        .nullable()
        .describe('`near Padova, Italy`: computed from the coordinates where there is no name; null if unknown.'),
    })
    .nullable(),
  file: z.string().nullable().describe('fileID'),
  play: z.string().nullable().describe('fileID of audio or video.'),
  duration: z.number().nullable().describe('Milliseconds.'),
  called: z
    .record(z.string(), z.string())
    .describe('Names of the people in columns of kind `handle`, by column, where contacts or the record know them.'),
  values: z.record(z.string(), z.unknown()).describe('Values by column. Secrets are null; see `secrets`.'),
  secrets: z.array(z.string()).describe('Columns with masked values; `secrets=true` includes them.'),
  cut: z.array(z.string()).describe('Columns with truncated values (in lists only).'),
});
/** A record of any kind. */
export type RecordView = z.infer<typeof RecordSchema>;

/** `GET /backups/{id}/kinds/{kind}/records` */
export const RecordsQuerySchema = z.object({
  ...MarkFilterShape,
  person: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe('Only records that name this person: their key, or one of their handles in any notation.'),
  sort: z.string().max(100).optional().describe('A sortable column. Default: the order of the kind.'),
  order: z.enum(['asc', 'desc']).optional().describe('Records without a value in the column come last.'),
  column: z.string().max(100).optional().describe('Column of the filter.'),
  contains: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('For text, handles, files and JSON; case-insensitive for A–Z.'),
  equals: z.string().max(1000).optional().describe('Exact value; `true` or `false` for booleans. Not for JSON.'),
  from: z.coerce.number().int().optional().describe('UTC milliseconds, inclusive.'),
  to: z.coerce.number().int().optional().describe('UTC milliseconds, exclusive.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** Which records of a kind an export has, as in {@link RecordsQuerySchema}. */
export const RecordExportFilterSchema = RecordsQuerySchema.pick({
  person: true,
  column: true,
  contains: true,
  equals: true,
  tag: true,
}).extend({
  starred: z.boolean().optional().describe('True: only records with a star; false: all others.'),
  from: z.number().int().optional().describe('Of `column`: UTC milliseconds, inclusive.'),
  to: z.number().int().optional().describe('Of `column`: UTC milliseconds, exclusive.'),
});

/** `GET /backups/{id}/kinds/{kind}/records/{key}` */
export const RecordQuerySchema = z.object({
  secrets: FlagSchema.optional().describe('true: includes secret values.'),
});

const RecordPeopleSchema = z
  .record(z.string(), PersonSchema)
  .describe('The person of each handle in columns of kind `handle`.');

/** A page of records. */
export const RecordPageSchema = pageOf(RecordSchema).extend({ people: RecordPeopleSchema });
/** A page of records. */
export type RecordPageView = z.infer<typeof RecordPageSchema>;

/** One record in full. */
export const RecordDetailSchema = RecordSchema.extend({ people: RecordPeopleSchema });
/** One record in full. */
export type RecordDetailView = z.infer<typeof RecordDetailSchema>;
