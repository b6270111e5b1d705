import type { LinkProps } from '@tanstack/react-router';
import type { SearchHitView } from '../../../src/contract/search.ts';

/** Where a link leads. */
export type RecordLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** What of a record says where it is shown. */
export type LinkedRecord = Pick<SearchHitView, 'backup' | 'artifact' | 'type' | 'ref' | 'conversation' | 'at'>;

type Place = Required<Pick<RecordLink, 'to' | 'search'>>;

/** The screen that shows records of a type, opened at one of them. */
const PLACES: Readonly<Record<string, (record: LinkedRecord) => Place>> = {
  message: ({ conversation, ref }) => ({ to: '/b/$backupId/messages', search: inChat(conversation, ref) }),
  whatsapp: ({ conversation, ref }) => ({ to: '/b/$backupId/whatsapp', search: inChat(conversation, ref) }),
  'whatsapp-chat': ({ ref }) => ({ to: '/b/$backupId/whatsapp', search: { c: ref } }),
  'whatsapp-call': ({ ref }) => ({ to: '/b/$backupId/calls', search: { log: 'whatsapp', c: ref } }),
  call: ({ ref }) => ({ to: '/b/$backupId/calls', search: { c: ref } }),
  photo: ({ ref }) => ({ to: '/b/$backupId/photos', search: { p: ref } }),
  album: ({ ref }) => ({ to: '/b/$backupId/photos', search: { album: ref } }),
  person: ({ ref }) => ({ to: '/b/$backupId/photos', search: { person: ref } }),
  'photo-comment': () => ({ to: '/b/$backupId/photos', search: {} }),
  event: ({ ref, at }) => ({ to: '/b/$backupId/calendar', search: { e: ref, ...(at === null ? {} : { at }) } }),
  note: ({ ref }) => ({ to: '/b/$backupId/notes', search: { n: ref } }),
  // As the API names a person by one of their cards.
  contact: ({ backup, ref }) => ({ to: '/b/$backupId/people', search: { p: `contact:${backup}:${ref}` } }),
};

/** The screen that shows a record in its place, opened at it; the ledger's line of its artifact where no screen does. */
export function recordLink(record: LinkedRecord): RecordLink {
  const place = Object.hasOwn(PLACES, record.type) ? PLACES[record.type]?.(record) : undefined;
  const { to, search } = place ?? { to: '/b/$backupId/ledger' as const, search: { open: record.artifact } };
  return { to, search, params: { backupId: record.backup } };
}

function inChat(conversation: string | null, message: string): { readonly c?: string; readonly m: string } {
  return { ...(conversation === null ? {} : { c: conversation }), m: message };
}
