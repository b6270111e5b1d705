import { columns } from '../../backup/source-database/schema.ts';
import type { SqlDatabase } from '../../backup/source-database/sql.ts';
import type { QueryRows } from './records/declaration.ts';
import type { Value } from './records/value.ts';

const COLLECTIONS = 'ZBKCOLLECTION';
const MEMBERS = 'ZBKCOLLECTIONMEMBER';
/** Maximum number of memberships that are read. */
const MAX_MEMBERS = 100_000;
/**
 * `ZCOLLECTIONID` of the collections that Books fills itself: all, downloaded, finished, by kind. The one of books to be
 * read is filled by the owner.
 */
const BY_BOOKS = /^(?!Want_To_Read_).*_Collection_ID$/;

/** Rows of `asset`, the id of a book, and `collections`, the titles of those that the owner put it in. */
export const BOOK_COLLECTIONS: QueryRows = { tables: [COLLECTIONS, MEMBERS], rows: collectionsOf };

function* collectionsOf(db: SqlDatabase): Generator<Value> {
  const of = columns(db, COLLECTIONS);
  const members = columns(db, MEMBERS);
  if (!of.has('ZTITLE') || !members.has('ZASSETID') || !members.has('ZCOLLECTION')) return;
  const byAsset = new Map<string, Set<string>>();
  const rows = db.prepare(
    `SELECT m."ZASSETID" AS asset, c."ZTITLE" AS title, ${of.has('ZCOLLECTIONID') ? 'c."ZCOLLECTIONID"' : 'NULL'} AS id ` +
      `FROM "${MEMBERS}" AS m JOIN "${COLLECTIONS}" AS c ON c.rowid = m."ZCOLLECTION" ` +
      `${of.has('ZDELETEDFLAG') ? 'WHERE ifnull(c."ZDELETEDFLAG", 0) = 0' : ''} LIMIT ${MAX_MEMBERS}`,
  );
  for (const { asset, title, id } of rows.iterate()) {
    if (typeof asset !== 'string' || typeof title !== 'string' || title.trim() === '') continue;
    if (typeof id === 'string' && BY_BOOKS.test(id)) continue;
    byAsset.set(asset, (byAsset.get(asset) ?? new Set()).add(title.trim()));
  }
  for (const [asset, titles] of byAsset) yield { asset, collections: [...titles] };
}
