import { useEffect, useEffectEvent, useState } from 'react';

/** Gives the focus to where it belongs on the screen; false where there is no such place now. */
let goHome: (() => boolean) | null = null;

/**
 * Says where the focus belongs on a screen when what had it before a dialog opened is gone with another one: layers close
 * in any order.
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
 * Gives the focus back to what had it before a dialog opened: a handler for `onCloseAutoFocus`. Radix does so for dialogs
 * with a trigger of their own only; ours are opened by keys, menus and addresses. Where that is gone, what has got the
 * focus meanwhile keeps it, else the screen says where it belongs.
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
    const main = document.getElementById('main');
    if (!(before instanceof HTMLElement) || before === document.body) main?.focus({ preventScroll: true });
    else if (before.isConnected) before.focus({ preventScroll: true });
    else if (document.activeElement === document.body && goHome?.() !== true) main?.focus({ preventScroll: true });
  };
}
