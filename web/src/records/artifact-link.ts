import type { RecordLink } from './record-link.ts';

const SCREENS: Readonly<Record<string, NonNullable<RecordLink['to']>>> = {
  messages: '/b/$backupId/messages',
  whatsapp: '/b/$backupId/whatsapp',
  calls: '/b/$backupId/calls',
  photos: '/b/$backupId/photos',
  notes: '/b/$backupId/notes',
  calendar: '/b/$backupId/calendar',
  contacts: '/b/$backupId/people',
};

/** The screen that shows an artifact as a whole; the ledger's line of it for one that has none of its own. */
export function artifactLink(backup: string, artifact: string): RecordLink {
  const to = Object.hasOwn(SCREENS, artifact) ? SCREENS[artifact] : undefined;
  const params = { backupId: backup };
  return to === undefined ? { to: '/b/$backupId/ledger', params, search: { open: artifact } } : { to, params };
}
