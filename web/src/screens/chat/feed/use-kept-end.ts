import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

/** Distance in pixels from the end that counts as the end: positions of a zoomed page are rounded. */
const END_PX = 1;

/**
 * Keeps a list at its end while it grows or its view shrinks: a message that is measured late, or a line that appears above
 * the chat, would otherwise move the last messages out of view. Scrolling back leaves the end.
 */
export function useKeptEnd(
  scroller: RefObject<HTMLElement | null>,
  /** Whether what is loaded includes the last message: after others more are loaded, which must not be scrolled to. */
  isNewest: boolean,
  /** Changes when the list is another element. */
  generation: number | undefined,
  /** True while another position is restored, to which the list is scrolled again whenever it grows. */
  isHolding: () => boolean,
): void {
  const isEnd = useRef(isNewest);
  useEffect(() => {
    isEnd.current = isNewest;
  });
  const isHeld = useEffectEvent(isHolding);
  useEffect(() => {
    const { current: feed } = scroller;
    const list = feed?.lastElementChild;
    if (generation === undefined || feed === null || !(list instanceof HTMLElement)) return undefined;
    let last = { top: 0, isAtEnd: false };
    const look = (): void => {
      const { scrollTop: top, scrollHeight, clientHeight } = feed;
      const isAtEnd = scrollHeight - top - clientHeight <= END_PX;
      // Growth does not change the position: only one nearer to the beginning was scrolled to. A list whose first messages
      // fill the view later is at its end until then, but was not scrolled to it.
      last = { top, isAtEnd: isAtEnd || (!isHeld() && last.isAtEnd && top >= last.top) };
    };
    const sizes = new ResizeObserver(() => {
      // The event of a scroll in the same frame may be pending.
      if (!isHeld() && last.isAtEnd && isEnd.current && feed.scrollTop >= last.top)
        feed.scrollTo({ top: feed.scrollHeight, behavior: 'instant' });
      look();
    });
    sizes.observe(feed);
    sizes.observe(list);
    feed.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      feed.removeEventListener('scroll', look);
    };
  }, [scroller, generation]);
}
