import { MessageCircle } from 'lucide-react';
import type { NavEntry } from '../../nav-entry.ts';

/** {@link NavEntry} of the screen. */
export const whatsappNav: NavEntry = {
  to: '/b/$backupId/whatsapp',
  icon: MessageCircle,
  label: ({ shell }) => shell.nav.whatsapp,
  keys: 'g w',
};
