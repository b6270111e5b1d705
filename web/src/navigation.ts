import type { LinkProps } from '@tanstack/react-router';
import { ClipboardList, type LucideIcon, Settings, Smartphone } from 'lucide-react';
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
  { to: '/b/$backupId/ledger', icon: ClipboardList, label: 'ledger', keys: 'g l', onPhones: true },
];

/** Screens about everything. */
export const GLOBAL_NAV: readonly NavEntry[] = [
  { to: '/', icon: Smartphone, label: 'backups', keys: 'g b', onPhones: true },
  { to: '/settings', icon: Settings, label: 'settings', keys: 'g ,' },
];
