import { Smartphone } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const backupsNav: NavEntry = {
  to: '/',
  icon: Smartphone,
  label: ({ shell }) => shell.nav.backups,
  keys: 'g b',
  onPhones: true,
};
