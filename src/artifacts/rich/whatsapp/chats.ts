import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import type { Lost } from '../../kit/source-table.ts';
import { Chat } from './chat.ts';
import type { Directory } from './directory.ts';
import { statusOwner } from './jid.ts';
import type { Participant } from './json-types.ts';
import type { KeySpace } from './keys.ts';
import type { Session } from './sessions.ts';
import type { whatsappChats } from './tables.ts';

/** Maximum number of sessions with one JID that are merged; real ones are two. */
const MAX_MERGED = 100;
/** Maximum number of members of one group. WhatsApp allows 1,024 at a time, and those who left stay in the list. */
const MAX_PARTICIPANTS = 20_000;

/** All chats of one app. */
export class Chats {
  readonly #bySession = new Map<number, Chat>();
  readonly #byJid = new Map<string, Chat>();
  readonly #all: Chat[] = [];
  readonly #facts = new Map<Chat, unknown>();
  readonly #orphans: Chat;
  readonly #directory: Directory;

  /** Merges sessions with the same JID: those of a person under number and LID, and remains of deleted ones. */
  constructor(directory: Directory, space: KeySpace, lost: Lost) {
    this.#directory = directory;
    this.#orphans = new Chat(space.orphans, []);
    for (const sessions of mergeSessions(directory.sessions)) {
      const key = space.key(sessions[0]?.pk ?? null);
      if (key === null) {
        lost(msg('lost.no-key.chats'));
        continue;
      }
      const chat = new Chat(key, sessions);
      this.#all.push(chat);
      for (const { pk } of sessions) this.#bySession.set(pk, chat);
      if (chat.jid !== null) this.#byJid.set(chat.jid, chat);
    }
  }

  /** The chat of the session with this Z_PK; null if it does not exist. */
  ofSession(pk: number | null): Chat | null {
    return pk === null ? null : (this.#bySession.get(pk) ?? null);
  }

  /** What the records of a chat's messages are made of. */
  factsOf(chat: Chat): unknown {
    const known = this.#facts.get(chat);
    if (known !== undefined) return known;
    const { groups } = this.#directory;
    const { key, kind, jid, sessions, partnerName } = chat;
    const group = sessions.map(({ pk }) => groups.get(pk)).find((info) => info !== undefined);
    const facts = [key, kind, jid, kind === 'channel' ? partnerName : null, group?.owner ?? null];
    this.#facts.set(chat, facts);
    return facts;
  }

  /** The chat of a message without a session (a few have none), by the JID of sender or recipient. */
  ofJid(jid: string | null): Chat {
    return this.withJid(jid) ?? this.#orphans;
  }

  /** The chat with a JID, or null. */
  withJid(jid: string | null): Chat | null {
    return jid === null ? null : (this.#byJid.get(jid) ?? null);
  }

  /** Title of a chat. */
  titleOf({ kind, jid, partnerName }: Chat): string | null {
    const { names } = this.#directory;
    if (jid === null || (kind !== 'direct' && kind !== 'status')) return partnerName;
    return names.of(kind === 'status' ? (statusOwner(jid) ?? jid) : jid) ?? partnerName;
  }

  /** The rows, after all messages were counted. */
  *rows(): Generator<RowOf<typeof whatsappChats>> {
    const directory = this.#directory;
    for (const chat of this.#orphans.hasMessages ? [...this.#all, this.#orphans] : this.#all) {
      const { jid } = chat;
      const group = chat.sessions.map(({ pk }) => directory.groups.get(pk)).find((info) => info !== undefined) ?? null;
      const path = (jid === null ? undefined : directory.picturePaths.get(jid)) ?? group?.picturePath ?? null;
      yield chat.row({
        app: directory.app,
        title: this.titleOf(chat),
        participants: this.#participants(chat),
        group,
        contact: (jid === null ? undefined : directory.contacts.get(jid)) ?? null,
        muting: (jid === null ? undefined : directory.muting.get(jid)) ?? null,
        isBlocked: jid !== null && directory.blocked.has(jid),
        photo: directory.files.picture(path),
      });
    }
  }

  /** The distinct members. A person with rows under number and LID is a member if either row is active. */
  #participants({ sessions, kind }: Chat): readonly Participant[] | null {
    if (kind === 'direct' || kind === 'status') return null;
    const participants = new Map<string, Participant>();
    for (const { pk } of sessions) {
      for (const { jid, isAdmin, isActive } of this.#directory.members.bySession.get(pk) ?? []) {
        const person = this.#directory.names.person(jid);
        const known = participants.get(person.jid);
        if (known === undefined && participants.size >= MAX_PARTICIPANTS) continue;
        participants.set(person.jid, {
          ...person,
          isAdmin: isAdmin || known?.isAdmin === true,
          isActive: isActive || known?.isActive === true,
        });
      }
    }
    return [...participants.values()];
  }
}

/** Groups sessions by kind and JID, in the order of the first of each. */
export function mergeSessions(sessions: readonly Session[]): readonly (readonly Session[])[] {
  const merged: Session[][] = [];
  const byAddress = new Map<string, Session[]>();
  for (const session of sessions) {
    const address = `${session.kind} ${session.jid ?? session.pk}`;
    const others = byAddress.get(address);
    if (others !== undefined && others.length < MAX_MERGED) {
      others.push(session);
      continue;
    }
    const first = [session];
    merged.push(first);
    byAddress.set(address, first);
  }
  return merged;
}
