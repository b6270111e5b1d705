import type { DatabaseSync } from 'node:sqlite';
import { DomainError } from '../../../model/errors.ts';
import { type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { textColumn } from './values.ts';

/** Longest text of a message, in bytes; WhatsApp allows 65,536 characters. */
const MAX_TEXT = 1024 * 1024;

/** Positions of the columns in a row of {@link messageRows}. */
export const AT = {
  pk: 0,
  session: 1,
  isFromMe: 2,
  type: 3,
  eventCode: 4,
  text: 5,
  isTooLarge: 6,
  date: 7,
  storedDate: 8,
  sort: 9,
  stanzaId: 10,
  fromJid: 11,
  toJid: 12,
  member: 13,
  mediaItem: 14,
  messageInfo: 15,
  isStarred: 16,
  status: 17,
  flags: 18,
  error: 19,
  delivered: 20,
  read: 21,
  played: 22,
  recipients: 23,
  pushName: 24,
} as const;

/**
 * The expressions of a message, in the order of {@link AT}; what this schema lacks is NULL.
 * @param hasPushNames there is a table of what people call themselves. Since then `ZPUSHNAME` of messages is no text but an
 * encoded protobuf; before, it was the name.
 */
export function messageExpressions(table: SourceTable, hasPushNames: boolean): readonly string[] {
  const integer = (name: string): string => table.integer(name);
  return [
    table.rowid,
    integer('ZCHATSESSION'),
    table.flag('ZISFROMME'),
    integer('ZMESSAGETYPE'),
    integer('ZGROUPEVENTTYPE'),
    textColumn(table, 'ZTEXT', MAX_TEXT),
    table.exceeds('ZTEXT', MAX_TEXT),
    integer('ZMESSAGEDATE'),
    integer('ZSENTDATE'),
    integer('ZSORT'),
    textColumn(table, 'ZSTANZAID'),
    textColumn(table, 'ZFROMJID'),
    textColumn(table, 'ZTOJID'),
    integer('ZGROUPMEMBER'),
    integer('ZMEDIAITEM'),
    integer('ZMESSAGEINFO'),
    table.flag('ZSTARRED'),
    ...['ZMESSAGESTATUS', 'ZFLAGS', 'ZMESSAGEERRORSTATUS'].map(integer),
    ...['ZCHILDMESSAGESDELIVEREDCOUNT', 'ZCHILDMESSAGESREADCOUNT', 'ZCHILDMESSAGESPLAYEDCOUNT'].map(integer),
    integer('ZFILTEREDRECIPIENTCOUNT'),
    hasPushNames ? 'NULL' : textColumn(table, 'ZPUSHNAME'),
  ];
}

/** The table of messages. @throws UNSUPPORTED_SCHEMA when it is not there, or is not one of messages */
export function messageTable(db: DatabaseSync, lost: Lost): SourceTable {
  const table = new SourceTable(db, 'ZWAMESSAGE', lost);
  if (table.has('ZTEXT', 'ZMESSAGEDATE')) return table;
  throw new DomainError(
    'UNSUPPORTED_SCHEMA',
    table.exists
      ? 'WhatsApp’s table of messages lacks columns that every known version has.'
      : 'WhatsApp’s database has no table of messages.',
  );
}

/** Rows of `ZWAMESSAGE` with a Z_PK from `first` on, in that order. */
export function messageRows(
  table: SourceTable,
  expressions: readonly string[],
  first: number,
): Iterable<readonly SqlValue[]> {
  const range = `WHERE rowid BETWEEN ${first} AND ${Number.MAX_SAFE_INTEGER} ORDER BY rowid`;
  return table.select(expressions, range).iterate() as Iterable<unknown> as Iterable<readonly SqlValue[]>;
}
