import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useContext } from 'react';
import { ClosedByEscape } from './closed-by-escape.ts';
import { Keys } from './keys.tsx';

/** Text shown next to an element under the pointer or with the focus. The element needs its own accessible name. */
export function Tooltip({
  text,
  shortcut,
  side = 'bottom',
  children,
}: {
  readonly text: string;
  readonly shortcut?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactNode;
}): ReactNode {
  const close = useContext(ClosedByEscape);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={() => close?.()}
          className="z-50 flex max-w-72 animate-fade items-center gap-2 rounded-sm bg-raised px-2 py-1 text-sm text-ink shadow-float"
        >
          {text}
          {shortcut === undefined ? null : <Keys keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
