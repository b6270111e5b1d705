import { z } from 'zod';
import { AREAS } from '../model/kind.ts';
import { CodedMessageSchema } from './coded-message.ts';
import { CursorSchema, FlagSchema, LimitSchema, pageOf, TimeSchema } from './common.ts';
import { PersonSchema } from './person.ts';

/** What an artifact or a kind is about. */
export const AreaSchema = z.enum(AREAS).describe('Heading of the navigation.');
/** What an artifact or a kind is about. */
export type Area = z.infer<typeof AreaSchema>;

const NamesSchema = z
  .record(z.string(), z.tuple([z.string(), z.string()]).readonly())
  .describe('Singular and plural by language; a language that is missing falls back to English.');

const ScreenLinkSchema = z.object({
  screen: z.string().describe('Screen of the web app, below `/b/{backup}/`.'),
  search: z
    .record(z.string(), z.string())
    .optional()
    .describe('Parameters of its address; `$key`, `$backup`, `$conversation`, `$at` and `$person` are placeholders.'),
});

/** A column of a kind, with what is needed to show its values. */
export const KindColumnSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'integer', 'real', 'boolean', 'time', 'handle', 'file', 'json']),
  format: z
    .enum(['url', 'bytes', 'seconds', 'milliseconds', 'metres', 'degrees', 'percent', 'code', 'secret'])
    .nullable()
    .describe('What the values measure or hold, beyond the kind.'),
  description: z.string(),
  names: z.record(z.string(), z.string()).describe('What people call it, by language.'),
  labels: z
    .record(z.string(), z.record(z.string(), z.string()))
    .nullable()
    .describe('Of the format `code`: names of the values, by language.'),
  isKey: z.boolean(),
  isSortable: z.boolean(),
});
/** A column of a kind. */
export type KindColumnView = z.infer<typeof KindColumnSchema>;

/** Columns by what they mean; null where the kind has none. */
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
    })
    .nullable(),
  file: z.string().nullable(),
  play: z.string().nullable(),
  duration: z.string().nullable(),
  order: z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) }).nullable(),
});

/** A kind of record: what it is called, how it looks, what its columns mean, where it is shown. */
export const KindSchema = z.object({
  id: z.string().describe('The word for `type:`.'),
  artifact: z.string(),
  artifactNames: z.record(z.string(), z.string()).describe('What the artifact is called, by language.'),
  table: z.string(),
  area: AreaSchema,
  privacy: z.enum(['P0', 'P1', 'P2', 'P3']).describe('P0 settings, P1 personal, P2 sensitive, P3 holds secrets.'),
  icon: z.string().describe('Name of a Lucide icon.'),
  names: NamesSchema,
  roles: RolesSchema,
  columns: z.array(KindColumnSchema),
  isSearchable: z.boolean(),
  echoes: z.boolean().describe('Its time is that of another record, as of a chat the one of its last message.'),
  ownMapLayer: z.boolean(),
  list: ScreenLinkSchema.nullable().describe('The screen that lists all of them; null for the generic list.'),
  opens: ScreenLinkSchema.nullable().describe('The screen that shows one of them; null for the generic page.'),
});
/** A kind of record. */
export type KindView = z.infer<typeof KindSchema>;

/** `GET /kinds` */
export const KindListSchema = z.object({ items: z.array(KindSchema), next: z.null() });

/** How much of a kind a backup has. */
export const KindCountSchema = z.object({
  kind: z.string(),
  count: z.number().int().nullable().describe('Null where the artifact has no index in this backup.'),
  outcome: z.string().nullable().describe('How the last reading of its artifact ended; null before the first.'),
  reason: z.string().nullable().describe('Why there are none, or not all.'),
  reasonCode: CodedMessageSchema.nullable(),
});
/** How much of a kind a backup has. */
export type KindCountView = z.infer<typeof KindCountSchema>;

/** `GET /backups/{id}/kinds` */
export const KindCountListSchema = z.object({ items: z.array(KindCountSchema), next: z.null() });

/** A record of any kind, by the roles of its columns. */
export const RecordSchema = z.object({
  kind: z.string(),
  table: z.string(),
  key: z.string().describe('The values of the key columns; several are percent-encoded with commas between them.'),
  at: TimeSchema,
  title: z.string().nullable().describe('Null where nothing names it: then the kind does.'),
  text: z.string().nullable(),
  from: PersonSchema.nullable(),
  with: z.array(PersonSchema),
  place: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      accuracy: z.number().nullable(),
      name: z.string().nullable(),
    })
    .nullable(),
  file: z.string().nullable().describe('fileID'),
  play: z.string().nullable().describe('fileID of sound or film.'),
  duration: z.number().nullable().describe('Milliseconds.'),
  values: z
    .record(z.string(), z.unknown())
    .describe('Every column by its name. Secrets are null: `secrets` names them.'),
  secrets: z.array(z.string()).describe('Columns whose value is masked; `secrets=true` shows them.'),
  cut: z.array(z.string()).describe('Columns of which only the beginning is given in lists.'),
});
/** A record of any kind. */
export type RecordView = z.infer<typeof RecordSchema>;

/** `GET /backups/{id}/kinds/{kind}/records` */
export const RecordsQuerySchema = z.object({
  sort: z.string().max(100).optional().describe('A sortable column; the order of the kind when not given.'),
  order: z.enum(['asc', 'desc']).optional().describe('Records without a value in the column come last.'),
  column: z.string().max(100).optional().describe('The column that the filter is about.'),
  contains: z.string().min(1).max(200).optional().describe('Text, handles, files and JSON; A–Z in either case.'),
  equals: z.string().max(1000).optional().describe('The exact value; `true` or `false` of booleans. Not for JSON.'),
  from: z.coerce.number().int().optional().describe('UTC milliseconds, then or later.'),
  to: z.coerce.number().int().optional().describe('UTC milliseconds, before then.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** `GET /backups/{id}/kinds/{kind}/records/{key}` */
export const RecordQuerySchema = z.object({
  secrets: FlagSchema.optional().describe('Show the values of columns that hold secrets.'),
});

const RecordPeopleSchema = z
  .record(z.string(), PersonSchema)
  .describe('Who is behind each handle, for every column of the kind `handle`.');

/** A page of records. */
export const RecordPageSchema = pageOf(RecordSchema).extend({ people: RecordPeopleSchema });
/** A page of records. */
export type RecordPageView = z.infer<typeof RecordPageSchema>;

/** One record in full. */
export const RecordDetailSchema = RecordSchema.extend({ people: RecordPeopleSchema });
/** One record in full. */
export type RecordDetailView = z.infer<typeof RecordDetailSchema>;
