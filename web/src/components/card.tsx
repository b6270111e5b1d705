import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** A surface that holds what belongs together. */
export function Card({ className, ...rest }: ComponentProps<'section'>): ReactNode {
  return <section {...rest} className={classes('rounded-lg border border-line bg-surface shadow-card', className)} />;
}
