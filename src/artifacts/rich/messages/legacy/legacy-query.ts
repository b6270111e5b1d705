import { APPLE_EPOCH_SECONDS } from '../../../../formats/apple-time.ts';
import type { Positions, SourceTable } from '../../../kit/source-table.ts';
import { accountAddress, MAX_BODY, type MessageColumn } from '../message-query.ts';
import { errorCode, isFromMe, statusBits } from './legacy-flags.ts';

/** Positions of the columns in a legacy row: those of all generations, and additional ones. */
export type LegacyPositions = Positions<keyof ReturnType<typeof legacyExpressions>>;

/** True for the `message` table of iOS 5 and earlier, which has addresses in the messages and no handles. */
export function isLegacyTable(table: SourceTable): boolean {
  return table.has('address', 'flags') && !table.has('handle_id');
}

/** SQL that is 1 for an iMessage (iOS 5; its code name was "Madrid"), otherwise 0. */
export function isMadrid(table: SourceTable): string {
  return table.flag('is_madrid');
}

/** SQL for the address of the other party; NULL if missing. */
export function addressOf(table: SourceTable): string {
  const trimmed = (name: string): string => `nullif(trim(${table.value(name)}), '')`;
  return `iif(${isMadrid(table)}, ${trimmed('madrid_handle')}, ${trimmed('address')})`;
}

/** The expressions of the message query. */
export function legacyExpressions(table: SourceTable) {
  return {
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
    hasPayload: '0',
    summary: 'NULL',
    subject: table.value('subject'),
    replyTo: 'NULL',
    replyPart: 'NULL',
    error: errorCode(table),
    account: accountAddress(table, 'madrid_account'),
    editedAt: 'NULL',
    playedAt: 'NULL',
    expressiveStyle: 'NULL',
    isTooLarge: `(${table.exceeds('text', MAX_BODY)} OR ${table.exceeds('madrid_attributedBody', MAX_BODY)})`,
    /** Address of the other party. */
    address: addressOf(table),
    isMadrid: isMadrid(table),
    group: table.integer('group_id'),
    room: table.value('madrid_roomname'),
    smsFlags: table.integer('flags'),
    madridFlags: table.integer('madrid_flags'),
  } satisfies Record<MessageColumn, string> & Record<string, string>;
}

/** A column of seconds since 1970 as UTC milliseconds; NULL for 0 and for values outside the range of `Date`. */
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
