import type { Conversation } from '../conversation.ts';
import type { Conversations, Membership } from '../conversations.ts';
import type { Surroundings } from '../growth/surroundings.ts';
import type { SourceHandle } from '../handles.ts';

/** Chats and handles from these ROWIDs on have no places. */
const MAX_CHAT = 2 ** 22;
const MAX_HANDLE = 2 ** 31;

/** What all messages of a handle in a chat have in common if they are in this chat only. */
export interface Place {
  /** See {@link Places.at}. */
  readonly number: number;
  readonly memberships: readonly Membership[];
  readonly conversation: Conversation;
  /** ROWID of the chat; null if it is missing. */
  readonly chat: number | null;
  /** Sender of those that are not from the owner. */
  readonly sender: string | null;
  /** Fingerprint of the surroundings of those that have nothing else. */
  readonly a: number;
  readonly b: number;
  /** Facts of search documents, which all of them share. */
  readonly own: PlaceFacts;
  readonly received: PlaceFacts;
}

/** The parts of a search document that a place decides. */
interface PlaceFacts {
  readonly from: readonly string[] | null;
  readonly in: readonly number[];
  readonly payload: { readonly conversation: number; readonly sender: string | null; readonly isFromMe: boolean };
}

/** The places of messages by chat and handle: few, compared with the messages. */
export class Places {
  readonly #conversations: Conversations;
  readonly #handles: ReadonlyMap<number, SourceHandle>;
  readonly #surroundings: Surroundings | null;
  /** By chat, then by handle: keys that are small numbers take the least time. */
  readonly #known = new Map<number, Map<number, Place>>();

  readonly #all: Place[] = [];

  /** @param surroundings for fingerprints, which are 0 without it */
  constructor(
    conversations: Conversations,
    handles: ReadonlyMap<number, SourceHandle>,
    surroundings: Surroundings | null,
  ) {
    this.#conversations = conversations;
    this.#handles = handles;
    this.#surroundings = surroundings;
  }

  /** The place of messages of a handle (0 for an unknown one) in a chat; null if it is not one that is kept. */
  of(chat: number, handle: number): Place | null {
    if (!(chat >= 0 && chat < MAX_CHAT && handle >= 0 && handle < MAX_HANDLE)) return null;
    let ofChat = this.#known.get(chat);
    if (ofChat === undefined) {
      ofChat = new Map();
      this.#known.set(chat, ofChat);
    }
    let place = ofChat.get(handle);
    if (place === undefined) {
      place = this.#make(chat, handle);
      this.#all.push(place);
      ofChat.set(handle, place);
    }
    return place;
  }

  /** The place with a number. */
  at(number: number): Place {
    return this.#all[number] as Place;
  }

  #make(rowid: number, handle: number): Place {
    const memberships = this.#conversations.of([{ chat: rowid, deletedAt: null }], handle);
    const { conversation, chat } = memberships[0] as Membership;
    const identifier = chat?.kind === 'direct' ? chat.identifier : null;
    const sender = this.#handles.get(handle)?.id ?? identifier;
    const print = this.#surroundings?.ofPlace(handle, memberships);
    const facts = (isFromMe: boolean): PlaceFacts => {
      const from = isFromMe ? 'me' : sender;
      return {
        from: from === null ? null : [from],
        in: [conversation.key],
        payload: { conversation: conversation.key, sender: isFromMe ? null : sender, isFromMe },
      };
    };
    return {
      number: this.#all.length,
      memberships,
      conversation,
      chat: chat?.rowid ?? null,
      sender,
      a: print?.a ?? 0,
      b: print?.b ?? 0,
      own: facts(true),
      received: facts(false),
    };
  }
}
