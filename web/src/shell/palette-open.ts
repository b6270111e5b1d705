import { useLayoutEffect } from 'react';
import { createStore, type Store } from '../store.ts';

/** True while the palette is open. */
export const paletteOpen: Store<boolean> = createStore(false);

/** What is typed in the palette. */
export const paletteTyped: Store<string> = createStore('');

/**
 * Takes what a person types between ⌘K and the moment at which the palette is there: it comes with code of its own. Those
 * letters belong in its field, and are no shortcuts.
 */
export function useTypeAhead(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    paletteTyped.set('');
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [isOpen]);
}

function take(event: KeyboardEvent): void {
  const { key, isComposing, ctrlKey, metaKey, altKey } = event;
  if (isComposing || ctrlKey || metaKey || altKey || isInDialog(document.activeElement)) return;
  const typed = paletteTyped.get();
  if (key.length === 1) paletteTyped.set(typed + key);
  else if (key === 'Backspace') paletteTyped.set(typed.slice(0, -1));
  else if (key === 'Escape') paletteOpen.set(false);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** In the palette itself, or in what opened over it. */
function isInDialog(focused: Element | null): boolean {
  return focused !== null && focused.closest('[role="dialog"]') !== null;
}
