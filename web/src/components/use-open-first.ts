import { useEffect, useEffectEvent, useRef } from 'react';

/** Window in which list and record are side by side: `md` of the style sheet. */
const BESIDE = '(min-width: 48rem)';

/**
 * Opens the first entry of a list once, where there is room for it beside the list. Once closed, it stays closed.
 * @param first undefined as long as there is none
 */
export function useOpenFirst(first: string | undefined, open: (first: string) => void): void {
  const hasOpened = useRef(false);
  const openOnce = useEffectEvent((key: string) => {
    if (hasOpened.current) return;
    hasOpened.current = true;
    if (window.matchMedia(BESIDE).matches) open(key);
  });
  useEffect(() => {
    if (first !== undefined) openOnce(first);
  }, [first]);
}
