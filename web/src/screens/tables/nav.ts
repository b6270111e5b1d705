import { Table2 } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const tablesNav: NavEntry = {
  to: '/b/$backupId/tables',
  icon: Table2,
  label: ({ shell }) => shell.nav.tables,
  keys: 'g r',
};
