import { useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useShortcuts } from '../keyboard/shortcuts.ts';

/** Maximum number of frames to wait for a row that is scrolled to. */
const MAX_FRAMES = 10;

/** A list navigated by j, k and the arrow keys. */
export interface RowCursor {
  /** Heading in the keyboard map: the name of the screen. */
  readonly group: string;
  readonly labels: { readonly next: string; readonly previous: string };
  readonly count: number;
  /** Scrolls a row into view. */
  readonly list: { readonly current: Pick<VListHandle, 'scrollToIndex'> | null };
  /** The element that contains the rows; the focusable element of each has `data-row={index}`. */
  readonly frame: { readonly current: HTMLElement | null };
}

/** Moves the focus through the rows of a long list by j, k and the arrow keys; Enter follows the focused link. */
export function useRowCursor({ group, labels, count, list, frame }: RowCursor): void {
  const last = useRef(-1);
  // Row that will get the focus: further key presses continue from it.
  const wanted = useRef<number | null>(null);
  const focusWanted = (frames: number): void => {
    const row = frame.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (wanted.current === null) return;
    if (row === null || row === undefined) {
      if (frames > 0) return void requestAnimationFrame(() => focusWanted(frames - 1));
    } else row.focus({ preventScroll: true });
    wanted.current = null;
  };
  const move = (by: number): void => {
    const from = wanted.current ?? focusedRow(frame.current) ?? last.current;
    const index = Math.max(0, Math.min(count - 1, from + by));
    if (count === 0) return;
    last.current = index;
    wanted.current = index;
    list.current?.scrollToIndex(index, { align: 'nearest' });
    focusWanted(MAX_FRAMES);
  };
  useShortcuts([
    { keys: 'j', group, label: labels.next, run: () => move(1) },
    { keys: 'k', group, label: labels.previous, run: () => move(-1) },
    { keys: 'arrowdown', group, label: labels.next, run: () => move(1) },
    { keys: 'arrowup', group, label: labels.previous, run: () => move(-1) },
  ]);
}

function focusedRow(frame: HTMLElement | null): number | null {
  const focused = document.activeElement;
  const row = focused instanceof HTMLElement && frame?.contains(focused) === true ? focused.dataset['row'] : undefined;
  return row === undefined ? null : Number(row);
}
