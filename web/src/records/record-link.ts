import type { LinkProps } from '@tanstack/react-router';
import type { SearchHitView } from '../../../src/contract/search.ts';

/** Where a link leads. */
export type RecordLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** The screen that shows a record in its place, opened at it; the ledger for a kind that no screen shows. */
export function recordLink({
  backup,
  type,
  ref,
  conversation,
}: Pick<SearchHitView, 'backup' | 'type' | 'ref' | 'conversation'>): RecordLink {
  const params = { backupId: backup };
  switch (type) {
    case 'message':
      return {
        to: '/b/$backupId/messages',
        params,
        search: { ...(conversation === null ? {} : { c: conversation }), m: ref },
      };
    case 'whatsapp':
      return {
        to: '/b/$backupId/whatsapp',
        params,
        search: { ...(conversation === null ? {} : { c: conversation }), m: ref },
      };
    case 'whatsapp-chat':
      return { to: '/b/$backupId/whatsapp', params, search: { c: ref } };
    default:
      return { to: '/b/$backupId/ledger', params, search: {} };
  }
}
