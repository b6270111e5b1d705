import type { Kysely } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import {
  changedTags,
  isEmptyMark,
  MAX_MARKS,
  MAX_NOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  type Mark,
  type MarkChange,
  type RecordKey,
} from '../../model/mark.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** Keys per query, because engines limit the number of parameters. */
const CHUNK = 500;

const COLUMNS = ['kind', 'key', 'starred', 'tags', 'note', 'createdAt', 'updatedAt'] as const;

/**
 * Stars, tags and notes of records. They are kept by backup, kind and key, not by run, so that a new index or none does
 * not touch them; removing the backup removes them.
 */
export class Marks {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** All marks of a backup, the last changed first. @throws BACKUP_NOT_FOUND */
  async list(backup: BackupId): Promise<Mark[]> {
    const backupId = await backupRowId(this.#read, backup);
    return this.#read
      .selectFrom('marks')
      .select(COLUMNS)
      .where('backupId', '=', backupId)
      .orderBy('updatedAt', 'desc')
      .orderBy('kind')
      .orderBy('key')
      .execute();
  }

  /** The mark of a record; null if it has none. @throws BACKUP_NOT_FOUND */
  async get(backup: BackupId, { kind, key }: RecordKey): Promise<Mark | null> {
    const backupId = await backupRowId(this.#read, backup);
    const mark = await this.#read
      .selectFrom('marks')
      .select(COLUMNS)
      .where('backupId', '=', backupId)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst();
    return mark ?? null;
  }

  /**
   * Changes the marks of records in one transaction and returns those that are left, in their order.
   * @throws BACKUP_NOT_FOUND, LIMIT_EXCEEDED
   */
  async change(backup: BackupId, records: readonly RecordKey[], change: MarkChange): Promise<Mark[]> {
    return this.#write.transaction().execute(async (trx) => {
      const backupId = await backupRowId(trx, backup);
      const now = Date.now();
      const left: Mark[] = [];
      for (let at = 0; at < records.length; at += CHUNK) {
        const some = records.slice(at, at + CHUNK);
        const known = await marksOf(trx, backupId, some);
        for (const record of some) {
          const { kind, key } = record;
          const before = known.get(recordText(record)) ?? { starred: false, tags: [], note: null, createdAt: now };
          const mark = changed(before, change);
          if (isEmptyMark(mark)) {
            const rows = trx.deleteFrom('marks').where('backupId', '=', backupId);
            await rows.where('kind', '=', kind).where('key', '=', key).execute();
            continue;
          }
          const row = { ...mark, updatedAt: now };
          await trx
            .insertInto('marks')
            .values({ backupId, kind, key, createdAt: before.createdAt, ...row })
            .onConflict((conflict) => conflict.columns(['backupId', 'kind', 'key']).doUpdateSet(row))
            .execute();
          left.push({ kind, key, createdAt: before.createdAt, ...row });
        }
      }
      if ((await countOf(trx, backupId)) > MAX_MARKS) {
        throw new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-marks', { limit: MAX_MARKS }));
      }
      return left;
    });
  }
}

/** A record as a key of a map. */
function recordText({ kind, key }: RecordKey): string {
  return `${kind} ${key}`;
}

async function countOf(db: Kysely<CoreDatabase>, backupId: number): Promise<number> {
  const { marks } = await db
    .selectFrom('marks')
    .where('backupId', '=', backupId)
    .select(({ fn }) => fn.countAll<number>().as('marks'))
    .executeTakeFirstOrThrow();
  return marks;
}

async function marksOf(
  db: Kysely<CoreDatabase>,
  backupId: number,
  records: readonly RecordKey[],
): Promise<Map<string, Mark>> {
  const rows = await db
    .selectFrom('marks')
    .select(COLUMNS)
    .where('backupId', '=', backupId)
    .where(
      'key',
      'in',
      records.map(({ key }) => key),
    )
    .execute();
  return new Map(rows.map((mark) => [recordText(mark), mark]));
}

/** A mark with a change applied. @throws LIMIT_EXCEEDED */
function changed(
  mark: Pick<Mark, 'starred' | 'tags' | 'note'>,
  change: MarkChange,
): Pick<Mark, 'starred' | 'tags' | 'note'> {
  const tags = changedTags(mark.tags, change).map(sanitiseText);
  const note = change.note === undefined ? mark.note : sanitiseText(change.note ?? '').trim() || null;
  const isTooMuch =
    tags.length > MAX_TAGS ||
    tags.some((tag) => tag.length > MAX_TAG_LENGTH) ||
    (note !== null && note.length > MAX_NOTE_LENGTH);
  if (isTooMuch) {
    const limits = { tags: MAX_TAGS, length: MAX_TAG_LENGTH, note: MAX_NOTE_LENGTH };
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.mark-too-large', limits));
  }
  return { starred: change.starred ?? mark.starred, tags, note };
}
