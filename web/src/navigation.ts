import type { LinkProps } from '@tanstack/react-router';
import {
  CalendarDays,
  ClipboardList,
  Folder,
  History,
  Images,
  LayoutDashboard,
  type LucideIcon,
  Map as MapIcon,
  MessageCircle,
  MessageSquare,
  Phone,
  Search,
  Settings,
  Smartphone,
  StickyNote,
  Table2,
  UsersRound,
} from 'lucide-react';
import type { Texts } from './i18n/en/index.ts';

/** A screen that the navigation leads to. */
export interface NavEntry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: LucideIcon;
  /** Name of its label in the texts. */
  readonly label: Exclude<keyof Texts['shell']['nav'], 'inBackup'>;
  /** Keys that lead there from anywhere. */
  readonly keys: string;
  /** Stands in the bottom bar of phones; five at most are in view. */
  readonly onPhones?: boolean;
}

/** Screens of one backup, in the order of the sidebar. Their addresses begin with `/b/$backupId/`. */
export const BACKUP_NAV: readonly NavEntry[] = [
  { to: '/b/$backupId/overview', icon: LayoutDashboard, label: 'overview', keys: 'g o', onPhones: true },
  { to: '/b/$backupId/messages', icon: MessageSquare, label: 'messages', keys: 'g m', onPhones: true },
  { to: '/b/$backupId/whatsapp', icon: MessageCircle, label: 'whatsapp', keys: 'g w' },
  { to: '/b/$backupId/calls', icon: Phone, label: 'calls', keys: 'g c' },
  { to: '/b/$backupId/people', icon: UsersRound, label: 'people', keys: 'g u' },
  { to: '/b/$backupId/photos', icon: Images, label: 'photos', keys: 'g p', onPhones: true },
  { to: '/b/$backupId/map', icon: MapIcon, label: 'map', keys: 'g a' },
  { to: '/b/$backupId/notes', icon: StickyNote, label: 'notes', keys: 'g n' },
  { to: '/b/$backupId/calendar', icon: CalendarDays, label: 'calendar', keys: 'g d' },
  { to: '/b/$backupId/files', icon: Folder, label: 'files', keys: 'g f' },
  { to: '/b/$backupId/tables', icon: Table2, label: 'tables', keys: 'g r' },
  { to: '/b/$backupId/ledger', icon: ClipboardList, label: 'ledger', keys: 'g l', onPhones: true },
];

/** Screens about everything. */
export const GLOBAL_NAV: readonly NavEntry[] = [
  { to: '/', icon: Smartphone, label: 'backups', keys: 'g b', onPhones: true },
  { to: '/timeline', icon: History, label: 'timeline', keys: 'g t' },
  { to: '/search', icon: Search, label: 'search', keys: 'g s' },
  { to: '/settings', icon: Settings, label: 'settings', keys: 'g ,' },
];
