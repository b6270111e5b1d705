import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { CloseButton } from './close-button.tsx';
import { ClosedByEscape } from './closed-by-escape.ts';
import { useClosing } from './use-closing.ts';
import { useReturnFocus } from './use-return-focus.ts';

const SIDES = {
  right: 'inset-y-0 right-0 w-full max-w-110 animate-slide-right border-l',
  left: 'inset-y-0 left-0 w-72 max-w-[85vw] animate-slide-left border-r',
} as const;

/** Props of {@link Sheet}. */
export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly side?: keyof typeof SIDES;
  readonly children: ReactNode;
}

/** A drawer at one edge of the page for details. */
export function Sheet({ open, onOpenChange, title, side = 'right', children }: SheetProps): ReactNode {
  const { isShown, ask } = useClosing(open, onOpenChange);
  const returnFocus = useReturnFocus(isShown);
  return (
    <Radix.Root open={isShown} onOpenChange={ask}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          // Not the first button, whose tooltip would cover the content.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className={classes('fixed z-40 flex flex-col border-line bg-raised shadow-float outline-none', SIDES[side])}
        >
          <header className="flex h-13 shrink-0 items-center gap-3 border-b border-line pr-12 pl-4">
            <Radix.Title className="hostile min-w-0 flex-1 truncate text-lg font-semibold">{title}</Radix.Title>
          </header>
          <div className="min-h-0 flex-1 scroll-p-2 overflow-y-auto p-4 focus-visible:-outline-offset-2">
            <ClosedByEscape value={() => ask(false)}>{children}</ClosedByEscape>
          </div>
          <Radix.Close asChild>
            <CloseButton />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
