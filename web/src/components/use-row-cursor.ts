import { useState } from 'react';
import type { VListHandle } from 'virtua';
import { useShortcuts } from '../keyboard/shortcuts.ts';

/** How often a row that is scrolled to is looked for before it is given up: it takes a frame or two to be there. */
const MAX_FRAMES = 10;

/** Where j and k and the arrows lead. */
export interface RowCursor {
  /** Heading of the keys in the map: the name of the screen. */
  readonly group: string;
  readonly labels: { readonly next: string; readonly previous: string };
  readonly count: number;
  /** Brings a row into view. */
  readonly list: { readonly current: Pick<VListHandle, 'scrollToIndex'> | null };
  /** The element that has the rows in it; in each row what is to have the focus carries `data-row={index}`. */
  readonly frame: { readonly current: HTMLElement | null };
}

/** Moves the focus through the rows of a long list by j, k and the arrows; Enter is the focused link's own. */
export function useRowCursor({ group, labels, count, list, frame }: RowCursor): void {
  const [last, setLast] = useState(-1);
  const move = (by: number): void => {
    const focused = focusedRow(frame.current);
    const index = Math.max(0, Math.min(count - 1, (focused ?? last) + by));
    if (count === 0) return;
    setLast(index);
    list.current?.scrollToIndex(index, { align: 'nearest' });
    focusRow(frame.current, index, MAX_FRAMES);
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

function focusRow(frame: HTMLElement | null, index: number, frames: number): void {
  const row = frame?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row !== null && row !== undefined) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusRow(frame, index, frames - 1));
}
