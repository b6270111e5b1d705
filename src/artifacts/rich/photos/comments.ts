import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { readDate } from './dates.ts';
import type { SourceKeys } from './source-keys.ts';
import type { CommentKind, photoComments } from './tables.ts';

/** A row of `photo_comments`. */
export type CommentRow = RowOf<typeof photoComments>;

/** Reads `ZCLOUDSHAREDCOMMENT`: comments, likes and captions of shared albums. */
export function* readComments(db: SqlDatabase, assetKeys: SourceKeys, lost: Lost): Generator<CommentRow> {
  const table = new SourceTable(db, 'ZCLOUDSHAREDCOMMENT', lost);
  const rows = new NamedRows(table, {
    rowid: table.rowid,
    commented: numberColumn(table, 'ZCOMMENTEDASSET'),
    liked: numberColumn(table, 'ZLIKEDASSET'),
    isLike: flagColumn(table, 'ZISLIKE'),
    isCaption: flagColumn(table, 'ZISCAPTION'),
    isMine: flagColumn(table, 'ZISMYCOMMENT'),
    text: textColumn(table, 'ZCOMMENTTEXT'),
    at: numberColumn(table, 'ZCOMMENTDATE'),
    author: textColumn(table, 'ZCOMMENTERHASHEDPERSONID'),
  });
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows.all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last) {
      lost(msg('lost.no-key.comments'));
      continue;
    }
    last = rowid;
    const kind: CommentKind = row.isLike === 1 ? 'like' : row.isCaption === 1 ? 'caption' : 'comment';
    yield {
      key: `pk${rowid}`,
      asset: assetKeys.find(asInteger(row.commented) ?? asInteger(row.liked)),
      kind,
      text: asShortText(row.text),
      at: readDate(row.at),
      isMine: row.isMine === 1,
      author: asShortText(row.author),
      sourceKey: rowid,
    };
  }
}
