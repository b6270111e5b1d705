import { UsersRound } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const peopleNav: NavEntry = {
  to: '/b/$backupId/people',
  icon: UsersRound,
  label: ({ shell }) => shell.nav.people,
  keys: 'g u',
};
