import { Star } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const markedNav: NavEntry = {
  to: '/b/$backupId/marked',
  icon: Star,
  label: ({ shell }) => shell.nav.marked,
  keys: 'g k',
};
