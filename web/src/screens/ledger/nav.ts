import { ClipboardList } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const ledgerNav: NavEntry = {
  to: '/b/$backupId/ledger',
  icon: ClipboardList,
  label: ({ shell }) => shell.nav.ledger,
  keys: 'g l',
};
