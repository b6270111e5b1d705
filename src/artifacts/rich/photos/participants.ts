import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { unarchive } from '../../../formats/keyed-archive.ts';
import { asArchiveDict } from '../../../formats/keyed-archive-value.ts';
import type { PlistLimits } from '../../../formats/plist-limits.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { isDomainError } from '../../../model/errors.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asBlob, asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import type { Album } from './albums.ts';
import { codesOf } from './codes.ts';
import { flagColumn, numberColumn, textColumn } from './columns.ts';
import { MAX_NAMED } from './limits.ts';
import type { People } from './people.ts';
import type { photoParticipants } from './tables.ts';

/** Maximum size of an archive of names in bytes. */
const MAX_NAME = 64 * 1024;
const LIMITS: Partial<PlistLimits> = { maxBytes: MAX_NAME, maxObjects: 256, maxDepth: 16, maxOutput: MAX_NAME };

/** People who share a library (`ZSHAREPARTICIPANT`). */
export function* readParticipants(
  db: SqlDatabase,
  shares: ReadonlyMap<number, Album>,
  people: People,
  lost: Lost,
): Generator<RowOf<typeof photoParticipants>> {
  const table = new SourceTable(db, 'ZSHAREPARTICIPANT', lost);
  const rows = new NamedRows(table, {
    rowid: table.rowid,
    share: numberColumn(table, 'ZSHARE'),
    person: numberColumn(table, 'ZPERSON'),
    names: table.bounded('ZNAMECOMPONENTS', MAX_NAME),
    email: textColumn(table, 'ZEMAILADDRESS'),
    phone: textColumn(table, 'ZPHONENUMBER'),
    isMe: flagColumn(table, 'ZISCURRENTUSER'),
    role: numberColumn(table, 'ZROLE'),
    permission: numberColumn(table, 'ZPERMISSION'),
    acceptance: numberColumn(table, 'ZACCEPTANCESTATUS'),
  });
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of rows.all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    const share = shares.get(asInteger(row.share) ?? -1);
    if (rowid === null || rowid <= last || share === undefined) continue;
    if (++count > MAX_NAMED) {
      lost(msg('lost.beyond-limit.albums', { limit: MAX_NAMED }));
      break;
    }
    last = rowid;
    const personRow = asInteger(row.person);
    yield {
      key: `pk${String(rowid)}`,
      album: share.key,
      name: nameOf(row.names) ?? people.nameOf(personRow),
      email: asShortText(row.email),
      phone: asShortText(row.phone),
      person: people.keyOf(personRow),
      isMe: row.isMe === 1,
      codes: codesOf({ role: row.role, permission: row.permission, acceptance: row.acceptance }),
      sourceKey: rowid,
    };
  }
}

/** The full name in a keyed archive of `NSPersonNameComponents`. */
function nameOf(value: SqlValue): string | null {
  const blob = asBlob(value);
  if (blob === null) return null;
  try {
    const components = asArchiveDict(unarchive(blob, { limits: LIMITS }));
    const names = asArchiveDict(components?.['NS.nameComponentsPrivate']);
    const parts = ['NS.givenName', 'NS.middleName', 'NS.familyName'].flatMap((name) => {
      const part = names?.[name];
      return typeof part === 'string' && part !== '' ? [part] : [];
    });
    return parts.join(' ') || null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}
