import { useSyncExternalStore } from 'react';

/** Windows in which the whole sidebar fits beside a list and its record: `lg` of the style sheet. */
const ROOMY = window.matchMedia('(min-width: 64rem)');

function subscribe(listener: () => void): () => void {
  ROOMY.addEventListener('change', listener);
  return () => ROOMY.removeEventListener('change', listener);
}

/** True if there is room for the whole sidebar, outside of React. */
export const isSidebarRoomy = (): boolean => ROOMY.matches;

/** True if there is room for the whole sidebar. */
export const useSidebarRoomy = (): boolean => useSyncExternalStore(subscribe, isSidebarRoomy);
