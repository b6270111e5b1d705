import { infiniteQueryOptions } from '@tanstack/react-query';
import type { UnreadPageView } from '../../../src/contract/unread.ts';
import { backupPath } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Stores of a page. */
const PAGE = 20;

/** `GET /backups/{id}/unread`, page by page. */
export function unreadQuery(backup: string) {
  return infiniteQueryOptions({
    queryKey: ['backup', backup, 'unread'],
    ...cursorPages<UnreadPageView>(backupPath(backup, 'unread'), { limit: PAGE }),
  });
}
