import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A menu that opens at its trigger, a single button. Fill it with {@link MenuItem} and {@link MenuLine}. */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** One thing a menu can do. */
export function MenuItem({
  icon,
  danger = false,
  disabled = false,
  onSelect,
  asChild = false,
  children,
}: {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect?: () => void;
  /** Its only child is a link. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      asChild={asChild}
      {...(onSelect === undefined ? {} : { onSelect })}
      className={classes(
        'flex h-8 cursor-default items-center gap-2.5 rounded-sm px-2.5 text-base outline-none select-none',
        'data-disabled:opacity-50 data-highlighted:bg-hover',
        danger && 'text-danger',
      )}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </DropdownMenu.Item>
  );
}

/** A line between groups of a menu. */
export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />;
}
