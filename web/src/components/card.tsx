import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** A surface for related content. */
export function Card({ className, ...rest }: ComponentProps<'section'>): ReactNode {
  return <section {...rest} className={classes('rounded-lg border border-line bg-surface shadow-card', className)} />;
}
