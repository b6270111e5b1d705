import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { CloseButton } from './close-button.tsx';
import { ClosedByEscape } from './closed-by-escape.ts';
import { useClosing } from './use-closing.ts';
import { useReturnFocus } from './use-return-focus.ts';

const WIDTHS = { sm: 'sm:max-w-105', md: 'sm:max-w-140', lg: 'sm:max-w-220' } as const;

/** The scrolling content; rings of focused elements stay inside. */
const BODY = 'min-h-0 flex-1 scroll-p-2 overflow-y-auto px-5 pt-3 pb-5 focus-visible:-outline-offset-2';

/** Props of {@link Dialog}. */
export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** Announced with the title and shown below it. */
  readonly description?: ReactNode;
  readonly width?: keyof typeof WIDTHS;
  readonly children: ReactNode;
  /** Buttons, with the primary one last. */
  readonly footer?: ReactNode;
  /** True if the content is to be read: its scroll container is focusable, and focused first. */
  readonly isText?: boolean;
}

/** A modal dialog, centred, at the bottom on phones. The focus stays inside and returns afterwards. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 'sm',
  children,
  footer,
  isText = false,
}: DialogProps): ReactNode {
  const { isShown, ask } = useClosing(open, onOpenChange);
  const returnFocus = useReturnFocus(isShown);
  return (
    <Radix.Root open={isShown} onOpenChange={ask}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classes(
            'dialog fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full animate-rise flex-col rounded-t-xl bg-raised shadow-float',
            'sm:top-[12dvh] sm:bottom-auto sm:max-h-[76dvh] sm:w-[calc(100%-2rem)] sm:rounded-xl',
            WIDTHS[width],
          )}
        >
          <header className="px-5 pt-4.5">
            <Radix.Title className="hostile pr-9 text-lg font-semibold">{title}</Radix.Title>
            {description === undefined ? null : (
              <Radix.Description asChild>
                <div className="mt-1 text-muted">{description}</div>
              </Radix.Description>
            )}
          </header>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard */}
          <div tabIndex={isText ? 0 : undefined} className={BODY}>
            <ClosedByEscape value={() => ask(false)}>{children}</ClosedByEscape>
          </div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
          )}
          <Radix.Close asChild>
            <CloseButton />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
