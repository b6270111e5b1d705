import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Scroll distance after which the grid is rendered again. */
const STEP = 160;

/** Speed (pixels per millisecond) above which nothing is loaded, because it would be out of view before it arrives. */
const TOO_FAST = 4;

/** Time after a fast movement before loading. */
const REST_MS = 90;

/** The visible range of a scroller, in steps; `rested` follows later during fast scrolling. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rested: number;
}

const stepOf = (top: number): number => Math.floor(top / STEP) * STEP;

/** Watches size and scroll position of an element. */
export function useView(frame: RefObject<HTMLElement | null>): View {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const [rested, setRested] = useState(0);
  const last = useRef({ top: 0, at: 0 });

  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = current;
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [frame]);

  useEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (event: Event): void => {
      const { scrollTop } = current;
      const speed = Math.abs(scrollTop - last.current.top) / Math.max(1, event.timeStamp - last.current.at);
      last.current = { top: scrollTop, at: event.timeStamp };
      setTop(stepOf(scrollTop));
      clearTimeout(timer);
      if (speed < TOO_FAST) setRested(stepOf(scrollTop));
      else timer = setTimeout(() => setRested(stepOf(scrollTop)), REST_MS);
    };
    current.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      current.removeEventListener('scroll', onScroll);
    };
  }, [frame]);

  return { ...size, top, rested };
}
