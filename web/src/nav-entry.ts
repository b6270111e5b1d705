import type { LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { Texts } from './i18n/texts.ts';

/** A screen in the navigation. */
export interface NavEntry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: LucideIcon;
  readonly label: (t: Texts) => string;
  /** Shortcut from any screen. */
  readonly keys: string;
  /** True to include it in the bottom bar of phones; the first three are visible. */
  readonly onPhones?: boolean;
}
