import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';
import { classes } from './classes.ts';

/** Runs a function after the menu has closed. */
const DoAfterwards = createContext<(wanted: () => void) => void>(() => undefined);

/** A menu opened by its trigger, a single button. Its content are {@link MenuItem}, {@link MenuNote} and {@link MenuLine}. */
export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}): ReactNode {
  const chosen = useRef<(() => void) | null>(null);
  const doAfterwards = useCallback((wanted: () => void) => {
    chosen.current = wanted;
  }, []);
  // By then the trigger has the focus again: a dialog that opens returns the focus to it, not to a removed item.
  const doIt = (): void => {
    const { current } = chosen;
    chosen.current = null;
    if (current !== null) queueMicrotask(current);
  };
  return (
    // Not modal: content behind a menu remains accessible, and clicking it closes the menu.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={doIt}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) max-w-(--radix-dropdown-menu-content-available-width) min-w-48 animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-float"
        >
          <DoAfterwards value={doAfterwards}>{children}</DoAfterwards>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** An action in a menu. */
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
  /** True if its only child is a link. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const doAfterwards = useContext(DoAfterwards);
  return (
    <DropdownMenu.Item
      disabled={disabled}
      asChild={asChild}
      {...(onSelect === undefined ? {} : { onSelect: () => doAfterwards(onSelect) })}
      className={classes(
        'flex h-8 cursor-default items-center gap-2.5 rounded-sm px-2.5 text-base select-none focus-visible:-outline-offset-2',
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

/** A checkbox in a menu. The menu stays open. */
export function MenuCheck({
  checked,
  onChange,
  indented = false,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** True for a sub-item of the item above. */
  readonly indented?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={classes(
        'flex min-h-8 cursor-default items-center gap-2.5 rounded-sm pr-2.5 text-base select-none focus-visible:-outline-offset-2 data-highlighted:bg-hover',
        indented ? 'pl-7' : 'pl-2.5',
      )}
    >
      <span
        aria-hidden
        className="inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-edge"
      >
        <DropdownMenu.ItemIndicator>
          <Check size={13} strokeWidth={3} className="text-accent" />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

/** A remark on the items of a menu. */
export function MenuNote({ children }: { readonly children: ReactNode }): ReactNode {
  return <DropdownMenu.Label className="max-w-72 px-2.5 py-1.5 text-sm text-muted">{children}</DropdownMenu.Label>;
}

/** A separator between groups of a menu. */
export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />;
}
