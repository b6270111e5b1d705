import { Search } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const searchNav: NavEntry = {
  to: '/search',
  icon: Search,
  label: ({ shell }) => shell.nav.search,
  keys: 'g s',
};
