import { LayoutDashboard } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const overviewNav: NavEntry = {
  to: '/b/$backupId/overview',
  icon: LayoutDashboard,
  label: ({ shell }) => shell.nav.overview,
  keys: 'g o',
  onPhones: true,
};
