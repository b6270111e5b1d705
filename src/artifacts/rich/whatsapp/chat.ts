import type { RowOf } from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { excerptLine, MessageTally } from '../../kit/message-tally.ts';
import type { WhatsappContact } from './address-book.ts';
import type { Muting } from './chat-facts.ts';
import type { GroupInfo } from './groups.ts';
import type { MessageTrace } from './growth/message-trace.ts';
import { handleOf } from './jid.ts';
import type { App, ChatKind, Participant, Person } from './json-types.ts';
import type { Session } from './sessions.ts';
import type { whatsappChats } from './tables.ts';

/** Sender of a message, with the JID as stored. */
export interface Sender {
  readonly person: Person | null;
  readonly sourceJid: string | null;
}

/** A sender who was found by the JID of a message. */
interface LastSender {
  readonly fromJid: string | null;
  readonly sender: Sender;
  /** The trace, and its steps before and after they were looked up. */
  readonly trace: MessageTrace | null;
  readonly steps: readonly [from: number, to: number];
}

/** Data of a chat from other tables. */
export interface ChatSurroundings {
  readonly app: App;
  readonly title: string | null;
  readonly participants: readonly Participant[] | null;
  readonly group: GroupInfo | null;
  readonly contact: WhatsappContact | null;
  readonly muting: Muting | null;
  readonly isBlocked: boolean;
  readonly photo: FileReference;
}

/** A chat while its messages are read. */
export class Chat {
  readonly key: number;
  readonly kind: ChatKind;
  /** The JID, with the phone number if known. */
  readonly jid: string | null;
  readonly sessions: readonly Session[];
  /** Title of its newest session: name of a group or person. */
  readonly partnerName: string | null;
  /** The last sender who was found by the JID of a message: most messages of a chat have the same. */
  lastSender: LastSender | null = null;
  readonly #tally = new MessageTally();
  #lastText: string | null = null;

  /** @param sessions by Z_PK; empty for messages without a chat */
  constructor(key: number, sessions: readonly Session[]) {
    this.key = key;
    this.sessions = sessions;
    this.kind = sessions[0]?.kind ?? 'orphaned';
    this.jid = sessions[0]?.jid ?? null;
    this.partnerName = sessions.findLast(({ partnerName }) => partnerName !== null)?.partnerName ?? null;
  }

  /** True if a message was added. */
  get hasMessages(): boolean {
    return this.#tally.count > 0;
  }

  /** Counts a message. @param at UTC milliseconds */
  add(message: number, at: number | null, text: string | null): void {
    if (this.#tally.add(message, at)) this.#lastText = text;
  }

  /** The row, after all messages were counted. */
  row(around: ChatSurroundings): RowOf<typeof whatsappChats> {
    const { sessions } = this;
    const owner = around.group?.owner ?? null;
    const is = (flag: 'isArchived' | 'isHidden' | 'isRemoved'): boolean =>
      sessions.length > 0 && sessions.every((session) => session[flag]);
    return {
      key: this.key,
      app: around.app,
      kind: this.kind,
      kindCode: sessions.at(-1)?.typeCode ?? null,
      jid: this.jid,
      handle: this.kind === 'direct' && this.jid !== null ? handleOf(this.jid) : null,
      title: around.title,
      subject: this.kind === 'direct' ? null : this.partnerName,
      participants: around.participants,
      owner: owner === null ? null : handleOf(owner),
      createdAt: around.group?.createdAt ?? null,
      sessions: sessions.map(({ pk, sourceJid, identifier, typeCode, flagsCode, isArchived, isRemoved }) => {
        return { pk, jid: sourceJid, identifier, typeCode, flagsCode, isArchived, isRemoved };
      }),
      unreadCount: sessions.reduce((sum, { unreadCount }) => sum + unreadCount, 0),
      ...this.#tally.columns,
      lastText: this.#lastText === null ? null : excerptLine(this.#lastText),
      isArchived: is('isArchived'),
      isPinned: sessions.some(({ isPinned }) => isPinned),
      isMuted: around.muting !== null,
      mutedUntil: around.muting?.until ?? null,
      isHidden: is('isHidden'),
      isRemoved: is('isRemoved'),
      isBlocked: around.isBlocked,
      draft: sessions.findLast(({ draft }) => draft)?.draft ?? null,
      about: around.contact?.about ?? null,
      disappearingSeconds: around.contact?.disappearingSeconds ?? null,
      liveLocationUntil: sessions.findLast((session) => session.liveLocationUntil)?.liveLocationUntil ?? null,
      photo: around.photo.fileID,
      photoState: around.photo.state,
    };
  }
}
