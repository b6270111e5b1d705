import { CalendarDays } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const calendarNav: NavEntry = {
  to: '/b/$backupId/calendar',
  icon: CalendarDays,
  label: ({ shell }) => shell.nav.calendar,
  keys: 'g d',
};
