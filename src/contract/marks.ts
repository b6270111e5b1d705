import { z } from 'zod';
import { cleanTag, MAX_NOTE_LENGTH, MAX_SEARCHES, MAX_TAG_LENGTH, MAX_TAGS } from '../model/mark.ts';
import { BackupIdSchema, CursorSchema, FlagSchema, LimitSchema, pageOf } from './common.ts';
import { SearchHitSchema } from './search.ts';

/** Maximum number of records that one request marks. */
const MAX_RECORDS = 1000;

const KindSchema = z.string().min(1).max(100).describe('Id of a record kind.');
const KeySchema = z.string().min(1).max(2000).describe('Key of the record in its table.');

/** A record by kind and key. */
const RecordKeySchema = z.object({ kind: KindSchema, key: KeySchema });

/** One tag, without outer spaces. */
const TagSchema = z
  .string()
  .max(MAX_TAG_LENGTH * 2)
  .transform(cleanTag)
  .pipe(z.string().min(1).max(MAX_TAG_LENGTH));

/** The tags and the star of a record, without the text of its note. */
export const MarkSchema = z.object({
  kind: KindSchema,
  key: KeySchema,
  starred: z.boolean(),
  tags: z.array(z.string()).describe('In the order in which they were added.'),
  note: z.string().nullable().describe('Null if it has none.'),
  createdAt: z.number().int().describe('UTC milliseconds.'),
  updatedAt: z.number().int().describe('UTC milliseconds.'),
});
/** A mark. */
export type MarkView = z.infer<typeof MarkSchema>;

/** Number of marked records with a tag. */
const TagCountSchema = z.object({ tag: z.string(), count: z.number().int() });

/** `GET /backups/{id}/marks`: all marks, without the texts of notes. */
export const MarkListSchema = z.object({
  items: z.array(
    MarkSchema.pick({ kind: true, key: true, starred: true, tags: true }).extend({ hasNote: z.boolean() }),
  ),
  tags: z.array(TagCountSchema).describe('The most used first.'),
  next: z.null(),
});
/** All marks of a backup. */
export type MarkListView = z.infer<typeof MarkListSchema>;

/** A marked record as a hit. */
export const MarkedRecordSchema = MarkSchema.extend({
  record: SearchHitSchema.nullable().describe('Null if the index does not have it: not indexed, or not any more.'),
});
/** A marked record. */
export type MarkedRecordView = z.infer<typeof MarkedRecordSchema>;
/** A page of marked records. */
export const MarkedPageSchema = pageOf(MarkedRecordSchema);
/** A page of marked records. */
export type MarkedPageView = z.infer<typeof MarkedPageSchema>;

/** `GET /backups/{id}/marked` */
export const MarkedQuerySchema = z.object({
  kind: KindSchema.optional(),
  tag: z.string().max(100).optional().describe('Without regard to case and accents.'),
  starred: FlagSchema.optional(),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** The changes of a mark; what is absent stays. */
const ChangeShape = {
  starred: z.boolean().optional(),
  tags: z.array(TagSchema).max(MAX_TAGS).optional().describe('Replaces all tags.'),
  addTags: z.array(TagSchema).max(MAX_TAGS).optional(),
  removeTags: z.array(TagSchema).max(MAX_TAGS).optional(),
  note: z.string().max(MAX_NOTE_LENGTH).nullable().optional().describe('Null or an empty text removes it.'),
};

/** `PATCH /backups/{id}/marks/{kind}/{key}` */
export const MarkChangeSchema = z.strictObject(ChangeShape);

/** `POST /backups/{id}/marks`: the same change for many records. */
export const MarksChangeSchema = z.strictObject({
  records: z.array(RecordKeySchema).min(1).max(MAX_RECORDS),
  ...ChangeShape,
});

/** A saved search. */
export const SavedSearchSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string().describe('As `q` of `GET /search`.'),
  backup: BackupIdSchema.nullable().describe('Null for all backups.'),
  createdAt: z.number().int().describe('UTC milliseconds.'),
});
/** A saved search. */
export type SavedSearchView = z.infer<typeof SavedSearchSchema>;
/** All saved searches, on one page. */
export const SavedSearchListSchema = z.object({
  items: z.array(SavedSearchSchema).max(MAX_SEARCHES),
  next: z.null(),
});

/** `POST /searches` */
export const SaveSearchSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  query: z.string().trim().min(1).max(1000),
  backup: BackupIdSchema.nullable().default(null),
});
