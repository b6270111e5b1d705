import { createContext } from 'react';

/**
 * Closes the dialog one is in; null outside of any. An open tooltip takes Escape, as what lies on top does: within a dialog
 * both close by it, so that nobody has to press it twice.
 */
export const ClosedByEscape = createContext<(() => void) | null>(null);
