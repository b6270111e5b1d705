import type { ChatAnchor } from '../../api/chats.ts';
import { choiceParam, type RawSearch, textParam, wholeParam } from '../../search-params.ts';

/** Sort orders of the list of chats. */
export const CHAT_SORTS = ['recent', 'title', 'messages'] as const;

/** Kinds of chats by which the list can be filtered. */
const CHAT_KINDS = ['direct', 'group', 'broadcast', 'status', 'community', 'channel', 'orphaned', 'unknown'] as const;

/** Dialogs above a chat. */
const CHAT_DIALOGS = ['info', 'date', 'export', 'gallery'] as const;

/** URL state of a chat screen. */
export interface ChatSearch {
  /** Key of the open chat. */
  readonly c?: string;
  /** Key of a message to show. */
  readonly m?: string;
  /** Time to show, UTC milliseconds. */
  readonly at?: number;
  /** Search text for the list of chats. */
  readonly q?: string;
  readonly sort?: (typeof CHAT_SORTS)[number];
  readonly kind?: (typeof CHAT_KINDS)[number];
  /** Search text in the chat. */
  readonly find?: string;
  /** Id of a thread of replies: only its messages are shown. */
  readonly thread?: string;
  readonly dialog?: (typeof CHAT_DIALOGS)[number];
}

/** Parses the URL parameters. */
export function readChatSearch(raw: RawSearch): ChatSearch {
  return {
    ...textParam(raw, 'c'),
    ...textParam(raw, 'm'),
    ...wholeParam(raw, 'at'),
    ...textParam(raw, 'q'),
    ...choiceParam(raw, 'sort', CHAT_SORTS),
    ...choiceParam(raw, 'kind', CHAT_KINDS),
    ...textParam(raw, 'find'),
    ...textParam(raw, 'thread'),
    ...choiceParam(raw, 'dialog', CHAT_DIALOGS),
  };
}

/** Position in the chat: a message, a time, otherwise its end. */
export function anchorOf({ m, at }: Pick<ChatSearch, 'm' | 'at'>): ChatAnchor {
  if (m !== undefined) return { kind: 'message', key: m };
  return at === undefined ? { kind: 'end' } : { kind: 'time', at };
}

/** The URL state with this dialog, or none. */
export function withDialog(dialog: ChatSearch['dialog'] | null): (now: ChatSearch) => ChatSearch {
  return ({ dialog: _before, ...rest }) => (dialog === null || dialog === undefined ? rest : { ...rest, dialog });
}

/** True where a chat is still to be chosen for an export. */
export function isChoosingForExport({ c, dialog }: ChatSearch): boolean {
  return c === undefined && dialog === 'export';
}

/** The URL state with this chat chosen from the list; its export is opened if it was to be chosen for that. */
export function toChosenChat(search: ChatSearch, chat: string): ChatSearch {
  return { ...toChat(search, chat), ...(isChoosingForExport(search) ? { dialog: 'export' } : {}) };
}

/** The URL state with this chat open in the same list, or none. */
export function toChat({ q, sort, kind }: ChatSearch, chat?: string): ChatSearch {
  return {
    ...(chat === undefined ? {} : { c: chat }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(kind === undefined ? {} : { kind }),
  };
}
