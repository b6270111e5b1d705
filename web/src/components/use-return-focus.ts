import { useEffect, useEffectEvent, useState } from 'react';

/** Moves the focus to its default element on the screen; returns false if there is none. */
let goHome: (() => boolean) | null = null;

/**
 * Registers the default focus of a screen, for when the element that had the focus before a dialog was removed with
 * another dialog: layers close in any order.
 */
export function useFocusHome(home: () => boolean): void {
  const go = useEffectEvent(home);
  useEffect(() => {
    const mine = (): boolean => go();
    goHome = mine;
    return () => {
      if (goHome === mine) goHome = null;
    };
  }, []);
}

/**
 * Returns the focus to its previous element when a dialog closes: a handler for `onCloseAutoFocus`. Radix only does so
 * for dialogs with their own trigger; these are opened by keys, menus and URLs. If that element was removed, the
 * current focus is kept, otherwise the screen's default focus is used.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [before, setBefore] = useState<Element | null>(null);
  // During the first render: a field in the dialog may take the focus before effects run.
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setBefore(document.activeElement);
  }
  return (event) => {
    event.preventDefault();
    const main = document.getElementById('main');
    if (!(before instanceof HTMLElement) || before === document.body) main?.focus({ preventScroll: true });
    else if (before.isConnected) before.focus({ preventScroll: true });
    else if (document.activeElement === document.body && goHome?.() !== true) main?.focus({ preventScroll: true });
  };
}
