import type { ChatAnchor } from '../../api/chats.ts';
import { choiceParam, type RawSearch, textParam, wholeParam } from '../../search-params.ts';

/** Orders of the list of chats. */
export const CHAT_SORTS = ['recent', 'title', 'messages'] as const;

/** Kinds of chats that the list can be narrowed to. */
const CHAT_KINDS = ['direct', 'group', 'broadcast', 'status', 'community', 'channel', 'orphaned', 'unknown'] as const;

/** What a dialog over a chat is about. */
const CHAT_DIALOGS = ['info', 'date', 'export'] as const;

/** What the address of a chat screen says. */
export interface ChatSearch {
  /** Key of the chat. */
  readonly c?: string;
  /** Key of a message in it. */
  readonly m?: string;
  /** A moment in it, UTC milliseconds. */
  readonly at?: number;
  /** Words of the names of the chats that are listed. */
  readonly q?: string;
  readonly sort?: (typeof CHAT_SORTS)[number];
  readonly kind?: (typeof CHAT_KINDS)[number];
  /** Words to find in the chat. */
  readonly find?: string;
  readonly dialog?: (typeof CHAT_DIALOGS)[number];
}

/** Reads the address of a chat screen. */
export function readChatSearch(raw: RawSearch): ChatSearch {
  return {
    ...textParam(raw, 'c'),
    ...textParam(raw, 'm'),
    ...wholeParam(raw, 'at'),
    ...textParam(raw, 'q'),
    ...choiceParam(raw, 'sort', CHAT_SORTS),
    ...choiceParam(raw, 'kind', CHAT_KINDS),
    ...textParam(raw, 'find'),
    ...choiceParam(raw, 'dialog', CHAT_DIALOGS),
  };
}

/** Where in the chat its address points: a message, a moment, else its end. */
export function anchorOf({ m, at }: Pick<ChatSearch, 'm' | 'at'>): ChatAnchor {
  if (m !== undefined) return { kind: 'message', key: m };
  return at === undefined ? { kind: 'end' } : { kind: 'time', at };
}

/** The same address with a dialog over it, or with none. */
export function withDialog(dialog: ChatSearch['dialog'] | null): (now: ChatSearch) => ChatSearch {
  return ({ dialog: _before, ...rest }) => (dialog === null || dialog === undefined ? rest : { ...rest, dialog });
}

/** The address of another chat in the same list. */
export function toChat({ q, sort, kind }: ChatSearch, chat?: string): ChatSearch {
  return {
    ...(chat === undefined ? {} : { c: chat }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(kind === undefined ? {} : { kind }),
  };
}
