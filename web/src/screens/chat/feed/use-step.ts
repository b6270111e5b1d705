import { type RefObject, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { MessageRow } from './message-rows.ts';

/** Returns a function that moves the keyboard focus between messages, also those that are not rendered. */
export function useStep({
  list,
  scroller,
  rows,
  marked,
  release,
}: {
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: readonly MessageRow[];
  /** Key of the message of a search hit or link. */
  readonly marked: string | null;
  /** Stops holding the list at a position. */
  readonly release: () => void;
}): (by: 1 | -1) => void {
  // Message that will get the focus: further key presses continue from it.
  const wanted = useRef<string | null>(null);
  return (by) => {
    const { current } = list;
    const focused = scroller.current?.querySelector<HTMLElement>('[data-message]:focus');
    const from = rows.findIndex(({ message }) => message.key === (wanted.current ?? focused?.dataset['message']));
    const inView = current?.findItemIndex(current.scrollOffset + current.viewportSize / 2) ?? 0;
    // Continue from the message of a search hit or link.
    const pointedAt = rows.findIndex(({ message }) => message.key === marked);
    const start = pointedAt !== -1 && isInView(scroller.current, marked) ? pointedAt : inView;
    const next = from === -1 ? start : Math.min(Math.max(from + by, 0), rows.length - 1);
    const key = rows[next]?.message.key;
    if (key === undefined) return;
    release();
    wanted.current = key;
    current?.scrollToIndex(next, { align: 'nearest' });
    requestAnimationFrame(() => {
      if (wanted.current !== key) return;
      wanted.current = null;
      scroller.current
        ?.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true });
    });
  };
}

/** True if any part of a message is visible. */
function isInView(scroller: HTMLElement | null, key: string | null): boolean {
  const message = key === null ? null : scroller?.querySelector(`[data-message="${CSS.escape(key)}"]`);
  if (scroller === null || message === null || message === undefined) return false;
  const [view, { top, bottom }] = [scroller.getBoundingClientRect(), message.getBoundingClientRect()];
  return bottom > view.top && top < view.bottom;
}
