import { Folder } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const filesNav: NavEntry = {
  to: '/b/$backupId/files',
  icon: Folder,
  label: ({ shell }) => shell.nav.files,
  keys: 'g f',
};
