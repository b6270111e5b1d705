import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import { asBlob, asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { type ChatProperties, NO_PROPERTIES, readChatProperties } from './chat-properties.ts';
import { withoutFilterTag } from './filter-tag.ts';
import type { SourceHandle } from './handles.ts';

/** Maximum size of `chat.properties`, in bytes; real ones have less than 10 KiB. */
const MAX_PROPERTIES = 1024 * 1024;

/** `chat.style` of a group and of a conversation of two (test.db, iOS 13 sms.db). */
const STYLE = { group: 43, direct: 45 } as const;

/** A row of `chat` with its members. */
export interface Chat {
  readonly rowid: number;
  /** Source row if it is not the row of `chat` with this ROWID. */
  readonly origin?: { readonly table: 'msg_group' | 'madrid_chat'; readonly rowid: number };
  readonly guid: string | null;
  readonly kind: 'direct' | 'group';
  /** Address of the other member without a filter tag, or that of the group. */
  readonly identifier: string | null;
  readonly service: string | null;
  /** Name of the group. */
  readonly displayName: string | null;
  readonly isArchived: boolean;
  /** `is_filtered`, unchanged. */
  readonly filter: number | null;
  readonly properties: ChatProperties;
  /** Text that was typed but not sent. */
  readonly draft?: string | null;
  /** Members except the owner, by ROWID. */
  readonly members: readonly SourceHandle[];
}

/**
 * The rows of `chat`, by ROWID; none if the table is missing. A chat whose ROWID is not positive is skipped and
 * reported to `lost`, as are unreadable properties.
 */
export function readChats(db: SqlDatabase, handles: ReadonlyMap<number, SourceHandle>, lost: Lost): readonly Chat[] {
  const table = new SourceTable(db, 'chat', lost);
  if (!table.exists) return [];
  const members = readMembers(db, handles, lost);
  const expressions = {
    rowid: table.rowid,
    guid: table.value('guid'),
    style: table.integer('style'),
    identifier: table.value('chat_identifier'),
    service: table.value('service_name'),
    room: table.value('room_name'),
    displayName: table.value('display_name'),
    isArchived: table.flag('is_archived'),
    filter: table.integer('is_filtered'),
    properties: table.bounded('properties', MAX_PROPERTIES),
    isTooLarge: table.exceeds('properties', MAX_PROPERTIES),
  };
  const chats: Chat[] = [];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= (chats.at(-1)?.rowid ?? 0)) {
      lost(msg('lost.no-key.chats'));
      continue;
    }
    const guid = asShortText(row.guid);
    const ofChat = members.get(rowid) ?? [];
    if (row.isTooLarge === 1) lost(msg('lost.unreadable.chat-properties'));
    chats.push({
      rowid,
      guid,
      kind: kindOf(asInteger(row.style), guid, asShortText(row.room), ofChat.length),
      identifier: withoutFilterTag(asShortText(row.identifier)?.trim() ?? '') || null,
      service: asShortText(row.service)?.trim() ?? null,
      displayName: asShortText(row.displayName)?.trim() || null,
      isArchived: row.isArchived === 1,
      filter: asInteger(row.filter),
      properties: propertiesOf(asBlob(row.properties), lost),
      members: ofChat,
    });
  }
  return chats;
}

/** Sets of ROWIDs of chats that Apple's `chat_lookup` (iOS 18 and later) treats as one conversation. */
export function* readLookups(db: SqlDatabase, lost: Lost): Generator<readonly number[]> {
  const table = new SourceTable(db, 'chat_lookup', lost);
  if (!table.has('identifier', 'chat')) return;
  const chatsOf = new Map<string, number[]>();
  const columns = {
    identifier: table.value('identifier'),
    domain: table.value('domain'),
    chat: table.integer('chat'),
  };
  for (const row of table.rows(columns)) {
    const identifier = asShortText(row.identifier);
    const chat = asInteger(row.chat);
    if (identifier === null || chat === null) continue;
    const key = `${asShortText(row.domain) ?? ''}\0${identifier}`;
    const chats = chatsOf.get(key);
    if (chats === undefined) chatsOf.set(key, [chat]);
    else chats.push(chat);
  }
  for (const chats of chatsOf.values()) if (chats.length > 1) yield chats;
}

function readMembers(
  db: SqlDatabase,
  handles: ReadonlyMap<number, SourceHandle>,
  lost: Lost,
): Map<number, SourceHandle[]> {
  const table = new SourceTable(db, 'chat_handle_join', lost);
  const members = new Map<number, SourceHandle[]>();
  if (!table.has('chat_id', 'handle_id')) return members;
  for (const row of table.rows({ chat: table.integer('chat_id'), handle: table.integer('handle_id') })) {
    const chat = asInteger(row.chat);
    const handle = handles.get(asInteger(row.handle) ?? 0);
    if (chat === null || handle === undefined) continue;
    const ofChat = members.get(chat);
    if (ofChat === undefined) members.set(chat, [handle]);
    else ofChat.push(handle);
  }
  for (const ofChat of members.values()) ofChat.sort((a, b) => a.rowid - b.rowid);
  return members;
}

function kindOf(style: number | null, guid: string | null, room: string | null, members: number): Chat['kind'] {
  if (style === STYLE.group) return 'group';
  if (style === STYLE.direct) return 'direct';
  return guid?.includes(';+;') || room !== null || members > 1 ? 'group' : 'direct';
}

function propertiesOf(blob: Uint8Array | null, lost: Lost): ChatProperties {
  if (blob === null || blob.length === 0) return NO_PROPERTIES;
  try {
    return readChatProperties(blob);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    lost(msg('lost.unreadable.chat-properties'));
    return NO_PROPERTIES;
  }
}
