import { useLayoutEffect, useState } from 'react';

/** Height of an element in pixels, also when it changes; null before it has one. */
export function useHeight(element: HTMLElement | null): number | null {
  const [height, setHeight] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? null));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
