import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';

/** Props of {@link IconButton}. */
export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Accessible name and tooltip. */
  readonly label: string;
  /** Equivalent keys, shown in the tooltip. */
  readonly shortcut?: string;
}

/** A button with only an icon. */
export function IconButton({ label, shortcut, className, children, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classes(
          'tap inline-flex size-8 shrink-0 items-center print:hidden justify-center rounded-md text-muted transition-colors',
          'hover:bg-hover hover:text-ink active:bg-pressed disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
