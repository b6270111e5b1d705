import { useState } from 'react';

/**
 * Gives the focus back to what had it before a dialog opened: a handler for `onCloseAutoFocus`. Radix does so for dialogs
 * with a trigger of their own only; ours are opened by keys, menus and addresses. Where that is gone the screen has it.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [before, setBefore] = useState<Element | null>(null);
  // While it is drawn for the first time: a field in it may take the focus before any effect of ours.
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setBefore(document.activeElement);
  }
  return (event) => {
    event.preventDefault();
    const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
    (isThere ? before : document.getElementById('main'))?.focus({ preventScroll: true });
  };
}
