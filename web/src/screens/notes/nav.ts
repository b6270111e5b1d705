import { StickyNote } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const notesNav: NavEntry = {
  to: '/b/$backupId/notes',
  icon: StickyNote,
  label: ({ shell }) => shell.nav.notes,
  keys: 'g n',
};
