import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** Prominence of a button. At most one `primary` should be visible. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink shadow-card hover:bg-sunken',
  quiet: 'text-ink hover:bg-hover active:bg-pressed',
  danger: 'bg-danger text-on-danger hover:opacity-90',
};

const SIZES = { sm: 'h-7 gap-1.5 px-2.5 text-sm', md: 'h-9 gap-2 px-3.5 text-base' } as const;

/** Props of {@link Button}. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind;
  readonly size?: keyof typeof SIZES;
  readonly icon?: ReactNode;
  /** Gives its only child, a link, the style of a button. */
  readonly asChild?: boolean;
}

/** A button with text. */
export function Button({
  kind = 'secondary',
  size = 'md',
  icon,
  asChild = false,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  const Tag = asChild ? Slot.Root : 'button';
  return (
    <Tag
      {...(asChild ? {} : { type: 'button' })}
      {...rest}
      className={classes(
        'tap inline-flex shrink-0 select-none items-center print:hidden justify-center rounded-md font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-default disabled:opacity-55 aria-disabled:opacity-55',
        KINDS[kind],
        SIZES[size],
        className,
      )}
    >
      {icon}
      <Slot.Slottable>{children}</Slot.Slottable>
    </Tag>
  );
}
