import type { LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { Texts } from './i18n/texts.ts';

/** A screen that the navigation leads to. */
export interface NavEntry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: LucideIcon;
  readonly label: (t: Texts) => string;
  /** Keys that lead there from anywhere. */
  readonly keys: string;
  /** In the bottom bar of phones; the first three are in view. */
  readonly onPhones?: boolean;
}
