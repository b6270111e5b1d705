import { History } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const timelineNav: NavEntry = {
  to: '/timeline',
  icon: History,
  label: ({ shell }) => shell.nav.timeline,
  keys: 'g t',
};
