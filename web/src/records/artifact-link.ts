import type { RecordLink } from './record-link.ts';

/** The screen that shows an artifact as a whole; the ledger for one that has none of its own. */
export function artifactLink(backup: string, artifact: string): RecordLink {
  const params = { backupId: backup };
  switch (artifact) {
    case 'messages':
      return { to: '/b/$backupId/messages', params };
    case 'whatsapp':
      return { to: '/b/$backupId/whatsapp', params };
    case 'photos':
      return { to: '/b/$backupId/photos', params };
    case 'notes':
      return { to: '/b/$backupId/notes', params };
    default:
      return { to: '/b/$backupId/ledger', params };
  }
}
