import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { readDate } from './dates.ts';
import { MAX_NAMED } from './limits.ts';
import { personName } from './person-name.ts';
import type { SourceKeys } from './source-keys.ts';
import type { CommentKind, photoComments } from './tables.ts';

/** A row of `photo_comments`. */
export type CommentRow = RowOf<typeof photoComments>;

/**
 * Reads `ZCLOUDSHAREDCOMMENT`: comments, likes and captions of shared albums.
 *
 * @param participants names by their ROWID: since iOS 26 comments refer to them
 * @param fingerprints names by fingerprint
 */
export function* readComments(
  db: SqlDatabase,
  assetKeys: SourceKeys,
  participants: ReadonlyMap<number | null, string | null>,
  fingerprints: ReadonlyMap<string, string>,
  lost: Lost,
): Generator<CommentRow> {
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
    participant: numberColumn(table, 'ZSHAREPARTICIPANT'),
    // Up to iOS 6; later ones have the fingerprint.
    full: textColumn(table, 'ZCOMMENTERFULLNAME'),
    first: textColumn(table, 'ZCOMMENTERFIRSTNAME'),
    last: textColumn(table, 'ZCOMMENTERLASTNAME'),
  });
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows.all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last) {
      lost(msg('lost.no-key.comments'));
      continue;
    }
    last = rowid;
    const author = asShortText(row.author);
    const kind: CommentKind = row.isLike === 1 ? 'like' : row.isCaption === 1 ? 'caption' : 'comment';
    yield {
      key: `pk${rowid}`,
      asset: assetKeys.find(asInteger(row.commented) ?? asInteger(row.liked)),
      kind,
      text: asShortText(row.text),
      at: readDate(row.at),
      isMine: row.isMine === 1,
      author,
      authorName: fingerprints.get(author ?? '') ?? participants.get(asInteger(row.participant)) ?? personName(row),
      sourceKey: rowid,
    };
  }
}

/**
 * Names of people by the fingerprint that iCloud gives them: owners of shared albums and those they invited.
 *
 * @param participants names by their ROWID
 */
export function fingerprintNames(
  db: SqlDatabase,
  participants: ReadonlyMap<number | null, string | null>,
  lost: Lost,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (fingerprint: SqlValue, name: string | null): void => {
    const id = asShortText(fingerprint);
    if (id !== null && name && !names.has(id)) names.set(id, name);
  };
  for (const [name, who] of [
    ['ZGENERICALBUM', 'ZCLOUDOWNER'],
    ['ZCLOUDSHAREDALBUMINVITATIONRECORD', 'ZINVITEE'],
  ] as const) {
    const table = new SourceTable(db, name, lost);
    const fingerprint = `${who}HASHEDPERSONID`;
    if (!table.has(fingerprint)) continue;
    const rows = new NamedRows(table, {
      fingerprint: textColumn(table, fingerprint),
      full: textColumn(table, `${who}FULLNAME`),
      first: textColumn(table, `${who}FIRSTNAME`),
      last: textColumn(table, `${who}LASTNAME`),
    });
    for (const row of rows.all(`WHERE "${fingerprint}" IS NOT NULL ORDER BY rowid LIMIT ${String(MAX_NAMED)}`)) {
      add(row.fingerprint, personName(row));
    }
  }
  const table = new SourceTable(db, 'ZSHAREPARTICIPANT', lost);
  if (!table.has('ZHASHEDPERSONID')) return names;
  const rows = new NamedRows(table, { rowid: table.rowid, fingerprint: textColumn(table, 'ZHASHEDPERSONID') });
  for (const row of rows.all(`WHERE "ZHASHEDPERSONID" IS NOT NULL ORDER BY rowid LIMIT ${String(MAX_NAMED)}`)) {
    add(row.fingerprint, participants.get(asInteger(row.rowid)) ?? null);
  }
  return names;
}
