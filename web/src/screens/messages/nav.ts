import { MessageSquare } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const messagesNav: NavEntry = {
  to: '/b/$backupId/messages',
  icon: MessageSquare,
  label: ({ shell }) => shell.nav.messages,
  keys: 'g m',
  onPhones: true,
};
