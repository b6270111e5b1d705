import { Phone } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const callsNav: NavEntry = {
  to: '/b/$backupId/calls',
  icon: Phone,
  label: ({ shell }) => shell.nav.calls,
  keys: 'g c',
};
