import { useLayoutEffect } from 'react';
import { createStore, type Store } from '../store.ts';

/** True while the palette is open. */
export const paletteOpen: Store<boolean> = createStore(false);

/** Text typed in the palette. */
export const paletteTyped: Store<string> = createStore('');

/**
 * Collects text typed between ⌘K and the display of the palette, whose code is loaded on demand. These letters belong
 * to its field and are not shortcuts.
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

/** True inside the palette or a layer above it. */
function isInDialog(focused: Element | null): boolean {
  return focused !== null && focused.closest('[role="dialog"]') !== null;
}
