import type { QueryClient } from '@tanstack/react-query';
import { backupQuery } from '../../api/backups.ts';
import { anchorQuery, type ChatAppPlace, chatQuery, chatsQuery } from '../../api/chats.ts';
import { anchorOf, type ChatSearch } from './chat-search.ts';

/** Preloads the data of a chat screen when the pointer is over its link. */
export function prefetchChats(client: QueryClient, app: ChatAppPlace, backup: string, search: ChatSearch): void {
  const { q, sort, kind, c } = search;
  void client.prefetchQuery(backupQuery(backup));
  void client.prefetchInfiniteQuery(chatsQuery(app, backup, { q, sort, kind }));
  if (c === undefined) return;
  const place = { app, backup, chat: c };
  void client.prefetchQuery(chatQuery(place));
  void client.prefetchQuery(anchorQuery(place, anchorOf(search)));
}
