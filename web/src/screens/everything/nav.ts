import { LayoutList } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const everythingNav: NavEntry = {
  to: '/b/$backupId/everything',
  icon: LayoutList,
  label: ({ shell }) => shell.nav.everything,
  keys: 'g e',
};
