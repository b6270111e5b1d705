import { Images } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const photosNav: NavEntry = {
  to: '/b/$backupId/photos',
  icon: Images,
  label: ({ shell }) => shell.nav.photos,
  keys: 'g p',
  onPhones: true,
};
