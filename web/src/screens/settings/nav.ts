import { Settings } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const settingsNav: NavEntry = {
  to: '/settings',
  icon: Settings,
  label: ({ shell }) => shell.nav.settings,
  keys: 'g ,',
};
