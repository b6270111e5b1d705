import { createContext } from 'react';

/**
 * Closes the surrounding dialog; null outside of dialogs. An open tooltip handles Escape first; within a dialog both
 * close, so that one key press is enough.
 */
export const ClosedByEscape = createContext<(() => void) | null>(null);
