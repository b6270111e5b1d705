import type { RowOf } from '../../../model/columns.ts';
import { handleKey } from '../../../model/handle.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { excerptLine, MessageTally } from '../../kit/message-tally.ts';
import type { SourceHandle } from './handles.ts';
import type { ChatGroup } from './merge-chats.ts';
import type { messageConversations, Participant, SourceChat } from './tables.ts';

/** White space and placeholders of attachments. */
const GAP = /[\ufffc\s]+/g;

/** A conversation while its messages are read: members and newest message. */
export class Conversation {
  readonly key: number;
  readonly #group: ChatGroup;
  readonly #members: readonly SourceHandle[];
  readonly #tally = new MessageTally();
  #lastText: string | null = null;
  #lastService: string | null = null;
  #isKept = false;

  private constructor(key: number, group: ChatGroup, members: readonly SourceHandle[]) {
    this.key = key;
    this.#group = group;
    this.#members = members;
  }

  /** A conversation of source chats. */
  static ofChats(group: ChatGroup): Conversation {
    const key = group[0]?.chat.rowid ?? 0;
    return new Conversation(
      key,
      group,
      group.flatMap(({ chat }) => chat.members),
    );
  }

  /** The messages without a chat of one handle (0 for an unknown one). */
  static ofOrphans(handleRowid: number, handle: SourceHandle | undefined): Conversation {
    return new Conversation(-1 - handleRowid, [], handle === undefined ? [] : [handle]);
  }

  /** `attachment.guid` of the group picture, from the newest chat that has one. */
  get groupPhotoGuid(): string | null {
    return this.#group.findLast(({ chat }) => chat.properties.groupPhotoGuid)?.chat.properties.groupPhotoGuid ?? null;
  }

  /** Counts a message. @param at UTC milliseconds */
  add(message: number, at: number | null, text: string | null, service: string | null): void {
    if (this.#tally.add(message, at)) this.complete(text, service);
  }

  /** Counts a message that is not read again. If it is the newest, {@link complete} must follow. */
  addKept(message: number, at: number | null): void {
    if (!this.#tally.add(message, at)) return;
    this.complete(null, null);
    this.#isKept = true;
  }

  /** The newest message if it was not read; null if it was. */
  get keptMessage(): number | null {
    return this.#isKept ? this.#tally.newest : null;
  }

  /** Adds what {@link addKept} did not know of the newest message. */
  complete(text: string | null, service: string | null): void {
    this.#lastText = text;
    this.#lastService = service;
    this.#isKept = false;
  }

  /** The row, after all messages were counted. */
  row(groupPhoto: FileReference | null): RowOf<typeof messageConversations> {
    const chats = this.#group.map(({ chat, merged }): SourceChat => {
      const { guid, identifier, service, displayName, isArchived, filter, properties, draft = null, origin } = chat;
      const { readReceipts, hasBackground, summary } = properties;
      const place = origin ?? { rowid: chat.rowid };
      const known = {
        ...(hasBackground === null ? {} : { hasBackground }),
        ...(summary === null ? {} : { summary }),
        ...(draft === null ? {} : { draft }),
      };
      return { ...place, guid, identifier, service, displayName, merged, isArchived, filter, readReceipts, ...known };
    });
    const last = this.#group.at(-1)?.chat;
    return {
      key: this.key,
      title: this.#group.findLast(({ chat }) => chat.displayName !== null)?.chat.displayName ?? null,
      kind: this.#group[0]?.chat.kind ?? 'orphaned',
      participants: this.#participants(),
      service: this.#lastService ?? last?.service ?? null,
      chats,
      ...this.#tally.columns,
      lastText: this.#lastText === null ? null : excerptLine(this.#lastText, GAP),
      isArchived: chats.length > 0 && chats.every((chat) => chat.isArchived),
      isFiltered: chats.length > 0 && chats.every((chat) => (chat.filter ?? 0) !== 0),
      groupPhoto: groupPhoto?.fileID ?? null,
      groupPhotoState: groupPhoto?.state ?? null,
    };
  }

  /** One entry per canonical handle. A direct chat without members has the one in its identifier. */
  #participants(): Participant[] {
    const byKey = new Map<string, { handle: string; handleKey: string; services: Set<string> }>();
    const add = (handle: string, key: string, service: string | null): void => {
      const known = byKey.get(key) ?? { handle, handleKey: key, services: new Set<string>() };
      byKey.set(key, known);
      if (service !== null) known.services.add(service);
    };
    for (const member of this.#members) add(member.id, member.key, member.service);
    for (const { chat } of byKey.size === 0 ? this.#group : []) {
      if (chat.kind === 'direct' && chat.identifier !== null) {
        add(chat.identifier, handleKey(chat.identifier), chat.service);
      }
    }
    return [...byKey.values()].map((participant) => ({ ...participant, services: [...participant.services] }));
  }
}
