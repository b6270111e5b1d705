import { APPLE_EPOCH_SECONDS } from '../../../../formats/apple-time.ts';
import type { SourceTable } from '../../../kit/source-table.ts';
import { AT, MAX_BODY } from '../message-query.ts';
import { errorCode, isFromMe, statusBits } from './legacy-flags.ts';

/** Where the columns of a legacy row stand that {@link AT} has no place for. */
export const LEGACY_AT = {
  /** Whom the message was sent to or came from, as text. */
  address: 25,
  isMadrid: 26,
  group: 27,
  room: 28,
  smsFlags: 29,
  madridFlags: 30,
} as const;

/** True for `message` of iOS 5 and earlier: addresses stand in the messages themselves, and there are no handles. */
export function isLegacyTable(table: SourceTable): boolean {
  return table.has('address', 'flags') && !table.has('handle_id');
}

/** SQL that is 1 for an iMessage (iOS 5; "Madrid" was its name before it had one), else 0. */
export function isMadrid(table: SourceTable): string {
  return table.flag('is_madrid');
}

/** SQL for the other end of a message; NULL where the row names nobody. */
export function addressOf(table: SourceTable): string {
  const trimmed = (name: string): string => `nullif(trim(${table.value(name)}), '')`;
  return `iif(${isMadrid(table)}, ${trimmed('madrid_handle')}, ${trimmed('address')})`;
}

/** The expressions of the message query: those of {@link AT}, then those of {@link LEGACY_AT}. */
export function legacyExpressions(table: SourceTable): readonly string[] {
  const byName: Record<keyof typeof AT | keyof typeof LEGACY_AT, string> = {
    rowid: 'rowid',
    guid: table.value('madrid_guid'),
    isFromMe: isFromMe(table),
    text: table.bounded('text', MAX_BODY),
    attributedBody: table.bounded('madrid_attributedBody', MAX_BODY),
    sentAt: `iif(${isMadrid(table)}, ${appleSeconds(table, 'date')}, ${unixSeconds(table, 'date')})`,
    handle: 'NULL',
    readAt: appleSeconds(table, 'madrid_date_read'),
    deliveredAt: appleSeconds(table, 'madrid_date_delivered'),
    service: `iif(${isMadrid(table)}, 'iMessage', 'SMS')`,
    flags: statusBits(table),
    isSpecial: '0',
    associatedType: 'NULL',
    associatedGuid: 'NULL',
    balloonBundleId: 'NULL',
    summary: 'NULL',
    subject: table.value('subject'),
    replyTo: 'NULL',
    replyPart: 'NULL',
    error: errorCode(table),
    account: table.value('madrid_account'),
    editedAt: 'NULL',
    playedAt: 'NULL',
    expressiveStyle: 'NULL',
    isTooLarge: `(${table.exceeds('text', MAX_BODY)} OR ${table.exceeds('madrid_attributedBody', MAX_BODY)})`,
    address: addressOf(table),
    isMadrid: isMadrid(table),
    group: table.integer('group_id'),
    room: table.value('madrid_roomname'),
    smsFlags: table.integer('flags'),
    madridFlags: table.integer('madrid_flags'),
  };
  const places = { ...AT, ...LEGACY_AT };
  return (Object.keys(places) as (keyof typeof places)[]).map((name) => byName[name]);
}

/** A column of seconds since 1970 as UTC milliseconds; NULL for 0 and for what no `Date` can hold. */
function unixSeconds(table: SourceTable, name: string): string {
  return inMilliseconds(table, name, 0);
}

/** The same for seconds since 2001. */
function appleSeconds(table: SourceTable, name: string): string {
  return inMilliseconds(table, name, APPLE_EPOCH_SECONDS);
}

function inMilliseconds(table: SourceTable, name: string, epoch: number): string {
  if (!table.has(name)) return 'NULL';
  const limit = 999_999_999_999;
  return `iif("${name}" <> 0 AND "${name}" BETWEEN -${limit} AND ${limit}, CAST(("${name}" + ${epoch}) * 1000 AS INTEGER), NULL)`;
}
