import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { parsePlist } from '../../../../formats/plist.ts';
import { msg } from '../../../../locales/messages.ts';
import { isDomainError } from '../../../../model/errors.ts';
import {
  asBlob,
  asInteger,
  asShortText,
  type Expressions,
  type Lost,
  type Row,
  SourceTable,
} from '../../../kit/source-table.ts';
import { NO_PROPERTIES } from '../chat-properties.ts';
import type { Chat } from '../chats.ts';
import type { SourceHandle } from '../handles.ts';
import type { LegacyHandles } from './legacy-handles.ts';

/** Maximum size of `participants`, a list of addresses, in bytes. */
const MAX_PARTICIPANTS = 1024 * 1024;
/** `msg_group.type` of a group. */
const GROUP_TYPE = 1;
/** `madrid_chat.style` of a group; 45 is a conversation of two. */
const GROUP_STYLE = 43;
/** Maximum ROWID: {@link chatKey} must be a safe integer. */
const MAX_ROWID = 2 ** 50;

type ChatTable = 'msg_group' | 'madrid_chat';

/** A number for a chat that is unique in both tables, whose ROWIDs overlap. */
export function chatKey(table: ChatTable, rowid: number): number {
  return 2 * rowid + (table === 'msg_group' ? 0 : 1);
}

/**
 * The rows of `msg_group` (SMS and MMS) with their `group_member`s. Empty before iOS 1.1.3, which has no such table.
 */
export function* readGroups(db: SqlDatabase, handles: LegacyHandles, lost: Lost): Generator<Chat> {
  const groups = new SourceTable(db, 'msg_group', lost);
  if (!groups.exists) return;
  const members = new Map<number, SourceHandle[]>();
  const memberTable = new SourceTable(db, 'group_member', lost);
  const memberRows = memberTable.has('group_id', 'address')
    ? memberTable.rows(
        { group: memberTable.integer('group_id'), address: memberTable.value('address') },
        'ORDER BY rowid',
      )
    : [];
  for (const row of memberRows) {
    const address = asShortText(row.address)?.trim();
    const id = asInteger(row.group);
    if (id === null || !address) continue;
    const handle = handles.of(address, 'SMS');
    const ofGroup = members.get(id);
    if (ofGroup === undefined) members.set(id, [handle]);
    else if (!ofGroup.includes(handle)) ofGroup.push(handle);
  }
  const usable = usableRows(groups, { type: groups.integer('type') }, lost);
  for (const [rowid, row] of usable) {
    const ofGroup = members.get(rowid) ?? [];
    const isGroup = asInteger(row.type) === GROUP_TYPE || ofGroup.length > 1;
    yield {
      ...plainChat('msg_group', rowid),
      kind: isGroup ? 'group' : 'direct',
      identifier: isGroup ? null : (ofGroup[0]?.id ?? null),
      service: 'SMS',
      members: ofGroup,
    };
  }
}

/** A row of `madrid_chat`, and the room name that its messages use. */
export interface MadridChat {
  readonly chat: Chat;
  readonly room: string | null;
}

/** The rows of `madrid_chat` (iMessage). Empty before iOS 5. */
export function* readMadridChats(db: SqlDatabase, handles: LegacyHandles, lost: Lost): Generator<MadridChat> {
  const table = new SourceTable(db, 'madrid_chat', lost);
  if (!table.exists) return;
  const expressions = {
    style: table.integer('style'),
    identifier: table.value('chat_identifier'),
    guid: table.value('guid'),
    room: table.value('room_name'),
    participants: table.bounded('participants', MAX_PARTICIPANTS),
    isTooLarge: table.exceeds('participants', MAX_PARTICIPANTS),
  };
  for (const [rowid, row] of usableRows(table, expressions, lost)) {
    const identifier = asShortText(row.identifier)?.trim() ?? null;
    const room = asShortText(row.room)?.trim() ?? null;
    if (row.isTooLarge === 1) lost(msg('lost.unreadable.chat-participants'));
    const members = participants(asBlob(row.participants), lost).map((address) => handles.of(address, 'iMessage'));
    const isGroup = asInteger(row.style) === GROUP_STYLE || room !== null || members.length > 1;
    if (!isGroup && members.length === 0 && identifier !== null) members.push(handles.of(identifier, 'iMessage'));
    const chat: Chat = {
      ...plainChat('madrid_chat', rowid),
      guid: asShortText(row.guid),
      kind: isGroup ? 'group' : 'direct',
      identifier,
      service: 'iMessage',
      members: [...new Set(members)],
    };
    yield { chat, room: room ?? (isGroup ? identifier : null) };
  }
}

/** Rows with a usable ROWID, by ROWID; others are reported to `lost`. */
function* usableRows<Name extends string>(
  table: SourceTable,
  expressions: Expressions<Name>,
  lost: Lost,
): Generator<readonly [rowid: number, row: Row<Name>]> {
  const all: Expressions<Name | 'rowid'> = { ...expressions, rowid: table.rowid };
  let last = 0;
  for (const row of table.rows(all, 'ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last || rowid > MAX_ROWID) {
      lost(msg('lost.no-key.chats'));
      continue;
    }
    last = rowid;
    yield [rowid, row];
  }
}

/** Properties with the same value in all chats of a legacy database. */
function plainChat(table: ChatTable, rowid: number) {
  return {
    rowid: chatKey(table, rowid),
    origin: { table, rowid },
    guid: null,
    displayName: null,
    isArchived: false,
    filter: null,
    properties: NO_PROPERTIES,
  } as const;
}

/** The addresses in `participants`, a property list of texts. */
function participants(blob: Uint8Array | null, lost: Lost): readonly string[] {
  if (blob === null || blob.length === 0) return [];
  try {
    const list = parsePlist(blob);
    if (!Array.isArray(list)) return [];
    return list.flatMap((item) => (typeof item === 'string' && item.trim() !== '' ? item.trim() : []));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    lost(msg('lost.unreadable.chat-participants'));
    return [];
  }
}
