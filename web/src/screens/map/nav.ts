import { Map as MapIcon } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const mapNav: NavEntry = {
  to: '/b/$backupId/map',
  icon: MapIcon,
  label: ({ shell }) => shell.nav.map,
  keys: 'g a',
};
