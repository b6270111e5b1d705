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
import { personName } from './person-name.ts';
import { INVITED, type photoParticipants } from './tables.ts';

/** Maximum size of an archive of names in bytes. */
const MAX_NAME = 64 * 1024;
const LIMITS: Partial<PlistLimits> = { maxBytes: MAX_NAME, maxObjects: 256, maxDepth: 16, maxOutput: MAX_NAME };

/** A row of `photo_participants`. */
export type ParticipantRow = RowOf<typeof photoParticipants>;

/** `ZROLE` of who shares something. */
const OWNER = 1;

/** Names of those who share something with the owner of the phone, by the key of what they share. */
export function ownersOf(participants: readonly ParticipantRow[]): ReadonlyMap<string | null, string | null> {
  const owners = participants.filter(({ isMe, codes }) => isMe !== true && codes?.['role'] === OWNER);
  return new Map(owners.map((owner) => [owner.album, nameOrAddress(owner)]));
}

/** What a participant is called: the name, otherwise an address. */
export function nameOrAddress({ name, email, phone }: ParticipantRow): string | null {
  return name ?? email ?? phone;
}

/** People who were invited to a shared album (`ZCLOUDSHAREDALBUMINVITATIONRECORD`). */
export function* readInvited(
  db: SqlDatabase,
  albums: ReadonlyMap<number, Album>,
  lost: Lost,
): Generator<ParticipantRow> {
  const table = new SourceTable(db, 'ZCLOUDSHAREDALBUMINVITATIONRECORD', lost);
  const rows = new NamedRows(table, {
    rowid: table.rowid,
    album: numberColumn(table, 'ZALBUM'),
    full: textColumn(table, 'ZINVITEEFULLNAME'),
    first: textColumn(table, 'ZINVITEEFIRSTNAME'),
    last: textColumn(table, 'ZINVITEELASTNAME'),
    isMe: flagColumn(table, 'ZISMINE'),
    invitation: numberColumn(table, 'ZINVITATIONSTATE'),
  });
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of rows.all('ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    const album = albums.get(asInteger(row.album) ?? -1);
    if (rowid === null || rowid <= last || album === undefined) continue;
    if (++count > MAX_NAMED) {
      lost(msg('lost.beyond-limit.albums', { limit: MAX_NAMED }));
      break;
    }
    last = rowid;
    yield {
      key: `${INVITED}pk${String(rowid)}`,
      album: album.key,
      name: personName(row),
      email: null,
      phone: null,
      person: null,
      isMe: row.isMe === 1,
      codes: codesOf({ invitation: row.invitation }),
      sourceKey: rowid,
    };
  }
}

/** People who share a library, an album or a link (`ZSHAREPARTICIPANT`; up to iOS 13 `ZMOMENTSHAREPARTICIPANT`). */
export function* readParticipants(
  db: SqlDatabase,
  shares: ReadonlyMap<number, Album>,
  people: People,
  lost: Lost,
): Generator<ParticipantRow> {
  const newer = new SourceTable(db, 'ZSHAREPARTICIPANT', lost);
  const table = newer.exists ? newer : new SourceTable(db, 'ZMOMENTSHAREPARTICIPANT', lost);
  const rows = new NamedRows(table, {
    rowid: table.rowid,
    share: numberColumn(table, 'ZSHARE', 'ZMOMENTSHARE'),
    person: numberColumn(table, 'ZPERSON'),
    names: table.bounded('ZNAMECOMPONENTS', MAX_NAME),
    email: textColumn(table, 'ZEMAILADDRESS'),
    phone: textColumn(table, 'ZPHONENUMBER'),
    isMe: flagColumn(table, 'ZISCURRENTUSER'),
    // The second is its name in macOS 27.
    role: numberColumn(table, 'ZROLE', 'ZCPLROLE'),
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
