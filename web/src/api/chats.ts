import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ChatView, FoundPageView, MessageView } from '../../../src/contract/chat.ts';
import type { ChatAppView } from '../../../src/contract/chats.ts';
import type { Page } from '../../../src/contract/common.ts';
import type { ChatDaysView } from '../../../src/contract/days.ts';
import { backupPath, request, withQuery } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** An app and the API path of its chats. All apps have the same response format. */
export interface ChatAppPlace extends Pick<ChatAppView, 'path'> {
  /** Id of the artifact. */
  readonly id: string;
}

/** One chat of one backup. */
export interface ChatPlace {
  readonly app: ChatAppPlace;
  readonly backup: string;
  readonly chat: string;
  /** Id of the thread of replies that is shown instead of the whole chat. */
  readonly thread?: string | undefined;
}

/** Filter and order of chats. */
export interface ChatListFilter {
  readonly q?: string | undefined;
  readonly sort?: 'recent' | 'title' | 'messages' | undefined;
  readonly kind?: ChatView['kind'] | undefined;
}

/** Position in a chat to start at. */
export type ChatAnchor =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'message'; readonly key: string }
  | { readonly kind: 'time'; readonly at: number };

/** Messages, oldest first, with cursors for both directions; null at the end of the chat. */
export interface LoadedMessages {
  readonly items: readonly MessageView[];
  readonly older: string | null;
  readonly newer: string | null;
}

interface MessagePage extends Page<MessageView> {
  readonly previous: string | null;
}

/** Chats per request. */
const CHATS = 60;
/** Messages per request: several screens. */
const MESSAGES = 80;
/** Hits per request. */
const HITS = 100;
/** Cache time of unused chat data, for going back. */
const KEPT_MS = 60_000;

/** `GET /backups/{id}/chats`: apps with chats in a backup. */
export function chatAppsQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'chat-apps'],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly ChatAppView[] }>(backupPath(backup, 'chats'), { signal }),
    select: ({ items }) => items,
  });
}

/** API path of the chats of an app, or of a part of one. */
export function chatsPath({ path }: ChatAppPlace, backup: string, ...parts: readonly string[]): string {
  return backupPath(backup, ...path.split('/'), ...parts);
}

/** The list of chats, page by page. */
export function chatsQuery(app: ChatAppPlace, backup: string, { q, sort, kind }: ChatListFilter) {
  return infiniteQueryOptions({
    queryKey: ['chats', app.id, backup, { q, sort, kind }],
    ...cursorPages<Page<ChatView>>(chatsPath(app, backup), { q, sort, kind, limit: CHATS }),
    placeholderData: keepPreviousData,
  });
}

/** One chat. */
export function chatQuery({ app, backup, chat }: ChatPlace) {
  return queryOptions({
    queryKey: ['chat', app.id, backup, chat],
    queryFn: ({ signal }) => request<ChatView>(chatsPath(app, backup, chat), { signal }),
  });
}

/** The first messages shown in a chat. They never become stale: a chat in a backup does not change. */
export function anchorQuery(place: ChatPlace, anchor: ChatAnchor) {
  const { app, backup, chat, thread } = place;
  return queryOptions({
    queryKey: ['chat', app.id, backup, chat, 'messages', thread ?? null, anchor],
    queryFn: ({ signal }) => readMessages(place, anchorParams(anchor), signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

/** More messages. `cursor` is `older` or `newer` of an earlier response. */
export function readOn(place: ChatPlace, cursor: string, signal: AbortSignal): Promise<LoadedMessages> {
  return readMessages(place, { order: 'oldest', cursor }, signal);
}

/** Number of messages by day. */
export function chatDaysQuery({ app, backup, chat }: ChatPlace, timeZone: string) {
  return queryOptions({
    queryKey: ['chat', app.id, backup, chat, 'days', timeZone],
    queryFn: ({ signal }) =>
      request<ChatDaysView>(withQuery(chatsPath(app, backup, chat, 'days'), { timeZone }), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Messages of a chat that contain these words, newest first, page by page. */
export function findQuery({ app, backup, chat }: ChatPlace, query: string, timeZone: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['chat', app.id, backup, chat, 'find', query, timeZone],
    ...cursorPages<FoundPageView>(chatsPath(app, backup, chat, 'messages', 'find'), {
      query,
      timeZone,
      limit: HITS,
    }),
    enabled: query !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
  });
}

function anchorParams(anchor: ChatAnchor): Readonly<Record<string, string | number>> {
  if (anchor.kind === 'message') return { order: 'oldest', around: anchor.key };
  if (anchor.kind === 'time') return { order: 'oldest', at: anchor.at };
  return { order: anchor.kind === 'end' ? 'newest' : 'oldest' };
}

async function readMessages(
  { app, backup, chat, thread }: ChatPlace,
  params: Readonly<Record<string, string | number>>,
  signal: AbortSignal,
): Promise<LoadedMessages> {
  const path = withQuery(chatsPath(app, backup, chat, 'messages'), { ...params, thread, limit: MESSAGES });
  const { items, next, previous } = await request<MessagePage>(path, { signal });
  return params['order'] === 'newest'
    ? { items: items.toReversed(), older: next, newer: previous }
    : { items, older: previous, newer: next };
}
