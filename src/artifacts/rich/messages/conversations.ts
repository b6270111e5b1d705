import type { RowOf } from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import type { Chat } from './chats.ts';
import { Conversation } from './conversation.ts';
import type { SourceHandle } from './handles.ts';
import { mergeChats } from './merge-chats.ts';
import type { Placement } from './message-chats.ts';
import type { messageConversations } from './tables.ts';

/** A conversation of a message, and its source chat. */
export interface Membership {
  readonly conversation: Conversation;
  readonly chat: Chat | null;
  readonly deletedAt: number | null;
}

/** Handles from this ROWID on are treated as unknown: the keys of their conversations must be safe integers. */
const MAX_HANDLE = 2 ** 52;

/** All conversations of a database. Those of messages without a chat are created on demand. */
export class Conversations {
  readonly #byChat = new Map<number, { readonly conversation: Conversation; readonly chat: Chat }>();
  readonly #ofChats: readonly Conversation[];
  readonly #orphans = new Map<number, Conversation>();
  readonly #handles: ReadonlyMap<number, SourceHandle>;

  /**
   * @param chats by ascending ROWID
   * @param lookups sets of chats that belong together
   * @param personOf returns the person of a handle
   */
  constructor(
    chats: readonly Chat[],
    lookups: Iterable<readonly number[]>,
    handles: ReadonlyMap<number, SourceHandle>,
    personOf: (handle: SourceHandle) => string,
  ) {
    this.#handles = handles;
    const groups = mergeChats(chats, lookups, (chat) => chat.members.map(personOf));
    this.#ofChats = groups.map((group) => Conversation.ofChats(group));
    groups.forEach((group, position) => {
      const conversation = this.#ofChats[position] as Conversation;
      for (const { chat } of group) this.#byChat.set(chat.rowid, { conversation, chat });
    });
  }

  /**
   * The distinct conversations of a message. A message without a chat is an orphan and belongs to the conversation of
   * its handle's orphans; 0 is an unknown handle.
   */
  of(placements: readonly Placement[], handleRowid: number): readonly Membership[] {
    const memberships: Membership[] = [];
    for (const { chat, deletedAt } of placements) {
      const found = this.#byChat.get(chat);
      if (found === undefined) continue;
      if (memberships.some(({ conversation }) => conversation === found.conversation)) continue;
      memberships.push({ ...found, deletedAt });
    }
    if (memberships.length > 0) return memberships;
    return [{ conversation: this.#orphan(handleRowid), chat: null, deletedAt: placements[0]?.deletedAt ?? null }];
  }

  /** All of them, once the messages were counted. */
  *[Symbol.iterator](): Generator<Conversation> {
    yield* this.#ofChats;
    yield* this.#orphans.values();
  }

  /** GUIDs of the attachments that are group pictures. */
  groupPhotos(): ReadonlySet<string> {
    return new Set(this.#ofChats.flatMap(({ groupPhotoGuid }) => groupPhotoGuid ?? []));
  }

  /** The rows, after all messages were counted; `photos` are by GUID. */
  *rows(photos: ReadonlyMap<string, FileReference>): Generator<RowOf<typeof messageConversations>> {
    for (const conversation of this) {
      const guid = conversation.groupPhotoGuid;
      const missing = guid === null ? null : ({ fileID: null, state: 'not-in-backup' } as const);
      yield conversation.row((guid === null ? undefined : photos.get(guid)) ?? missing);
    }
  }

  #orphan(handleRowid: number): Conversation {
    const rowid = handleRowid > 0 && handleRowid < MAX_HANDLE ? handleRowid : 0;
    let conversation = this.#orphans.get(rowid);
    if (conversation === undefined) {
      conversation = Conversation.ofOrphans(rowid, this.#handles.get(rowid));
      this.#orphans.set(rowid, conversation);
    }
    return conversation;
  }
}
