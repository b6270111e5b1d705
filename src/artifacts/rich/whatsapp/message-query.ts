import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { type Joined, JoinedRows, type Part } from '../../kit/joined-rows.ts';
import type { NamedRows } from '../../kit/named-rows.ts';
import { type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { textColumn } from './values.ts';

/** Maximum size of the text of a message, in bytes; WhatsApp allows 65,536 characters. */
const MAX_TEXT = 1024 * 1024;

/** A row of the message query. */
export type MessageColumns = Row<keyof ReturnType<typeof messageExpressions>>;

/**
 * The expressions of the message query.
 * @param hasPushNames true if there is a table of push names. In these versions `ZPUSHNAME` of messages is an encoded
 * protobuf; before it was the name.
 */
export function messageExpressions(table: SourceTable, hasPushNames: boolean) {
  return {
    pk: table.rowid,
    session: table.integer('ZCHATSESSION'),
    isFromMe: table.flag('ZISFROMME'),
    type: table.integer('ZMESSAGETYPE'),
    eventCode: table.integer('ZGROUPEVENTTYPE'),
    text: textColumn(table, 'ZTEXT', MAX_TEXT),
    isTooLarge: table.exceeds('ZTEXT', MAX_TEXT),
    date: table.integer('ZMESSAGEDATE'),
    storedDate: table.integer('ZSENTDATE'),
    sort: table.integer('ZSORT'),
    stanzaId: textColumn(table, 'ZSTANZAID'),
    fromJid: textColumn(table, 'ZFROMJID'),
    toJid: textColumn(table, 'ZTOJID'),
    member: table.integer('ZGROUPMEMBER'),
    mediaItem: table.integer('ZMEDIAITEM'),
    messageInfo: table.integer('ZMESSAGEINFO'),
    isStarred: table.flag('ZSTARRED'),
    status: table.integer('ZMESSAGESTATUS'),
    flags: table.integer('ZFLAGS'),
    error: table.integer('ZMESSAGEERRORSTATUS'),
    delivered: table.integer('ZCHILDMESSAGESDELIVEREDCOUNT'),
    read: table.integer('ZCHILDMESSAGESREADCOUNT'),
    played: table.integer('ZCHILDMESSAGESPLAYEDCOUNT'),
    recipients: table.integer('ZFILTEREDRECIPIENTCOUNT'),
    pushName: hasPushNames ? 'NULL' : textColumn(table, 'ZPUSHNAME'),
  };
}

/** The message table. @throws UNSUPPORTED_SCHEMA if it is missing or lacks columns of every known version */
export function messageTable(db: SqlDatabase, lost: Lost): SourceTable {
  const table = new SourceTable(db, 'ZWAMESSAGE', lost);
  if (table.has('ZTEXT', 'ZMESSAGEDATE')) return table;
  throw new DomainError(
    'UNSUPPORTED_SCHEMA',
    table.exists ? msg('detail.whatsapp-messages-lack-columns') : msg('detail.whatsapp-without-messages'),
  );
}

/** A row of `ZWAMESSAGE`, with the rows of its media item and its info. */
export type JoinedMessage = Joined<keyof MessageColumns>;

/** Numbers of the rows that are joined to messages. */
export const PART = { media: 0, info: 1 } as const;

/** The rows that are joined to messages, in the order of {@link PART}. */
export function tablesOfMessages(media: NamedRows<string>, infos: NamedRows<string>): readonly Part[] {
  return [
    { rows: media, by: ['main', 'mediaItem'] },
    { rows: infos, by: ['main', 'messageInfo'] },
  ];
}

/** Rows of `ZWAMESSAGE` with a Z_PK of at least `first`, by Z_PK. */
export function messageRows(
  db: SqlDatabase,
  messages: NamedRows<keyof MessageColumns>,
  { media, infos }: { readonly media: NamedRows<string>; readonly infos: NamedRows<string> },
): (first: number) => Iterable<JoinedMessage> {
  const rows = new JoinedRows(db, messages, tablesOfMessages(media, infos));
  return (first) => rows.from(first);
}
