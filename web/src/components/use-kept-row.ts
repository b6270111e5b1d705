import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';

/**
 * Time in which further pages are loaded to find a row again, and in which rows are measured after it was found. Meanwhile
 * only scrolling by the user counts, since measuring moves the list, too.
 */
const SEARCH_MS = 20_000;
const SETTLING_MS = 5000;

/** What scrolls a list for its user. */
const BY_USER = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** The first row in view. */
interface KeptRow {
  readonly key: string;
  readonly index: number;
  /** Pixels from the top of the view to its end. Not to its start: a heading above it can go to another row. */
  readonly end: number;
}

/** What is special about a list. */
export interface KeptRowOptions {
  /** True if the list itself keeps its place when rows are added to its beginning or removed from there. */
  readonly shifts?: boolean;
  /** Pixels above the first row that scroll with the rows: the `startMargin` of the list. */
  readonly margin?: number;
  /** Filter and order of the rows, for a list that has no React key for them. With others no place is kept. */
  readonly order?: string;
}

/** Keeps a list in place; see {@link useKeptRow}. */
export interface KeptPlace {
  /** To be called after scrolling. */
  readonly note: () => void;
  /** Loads more rows while the kept one is not among those loaded, because many were added before it. */
  readonly search: (load: (() => void) | null) => void;
}

/**
 * Keeps the first row in view where it is when there are other rows before it, as after another index of its backup. If
 * it is gone, the next row that is still there is kept. At the very top the list stays at the top.
 *
 * A list with another filter or order has no place to keep: it needs another React key, or another `order`.
 */
export function useKeptRow<Item>(
  list: RefObject<VirtualizerHandle | null>,
  items: readonly Item[],
  keyOf: (item: Item, index: number) => string,
  { shifts = false, margin = 0, order = '' }: KeptRowOptions = {},
): KeptPlace {
  const kept = useRef<KeptRow | null>(null);
  const before = useRef(items);
  const searchEnd = useRef(0);
  const settled = useRef(0);
  const restore = useEffectEvent((now: readonly Item[]) => {
    const earlier = before.current;
    before.current = now;
    const { current } = list;
    const row = kept.current;
    if (row === null || current === null || earlier === now) return;
    const expected = row.index + (shifts ? now.length - earlier.length : 0);
    const put = (key: string, index: number): void => {
      kept.current = { key, index, end: row.end };
      current.scrollToIndex(index, { align: 'end', offset: current.viewportSize - row.end });
    };
    if (keyAt(now, expected, keyOf) === row.key) {
      // It could not be put in its place before as long as there were too few rows after it.
      if (performance.now() < settled.current) put(row.key, expected);
      else kept.current = { ...row, index: expected };
      return;
    }
    const places = new Map(now.map((item, index) => [keyOf(item, index), index]));
    const index =
      places.get(row.key) ??
      earlier
        .slice(row.index)
        .map((item, at) => places.get(keyOf(item, row.index + at)))
        .find((at) => at !== undefined);
    if (index === undefined) {
      if (searchEnd.current === 0) searchEnd.current = performance.now() + SEARCH_MS;
      return;
    }
    searchEnd.current = 0;
    settled.current = performance.now() + SETTLING_MS;
    put(keyAt(now, index, keyOf) ?? '', index);
  });
  const ordered = useRef(order);
  useLayoutEffect(() => {
    if (ordered.current === order) return;
    ordered.current = order;
    kept.current = null;
  }, [order]);
  useLayoutEffect(() => restore(items), [items]);
  useEffect(() => {
    const stop = (): void => {
      searchEnd.current = 0;
      settled.current = 0;
    };
    for (const event of BY_USER) addEventListener(event, stop, { passive: true });
    return () => {
      for (const event of BY_USER) removeEventListener(event, stop);
    };
  }, []);
  return {
    note: () => {
      const { current } = list;
      if (current === null || performance.now() < Math.max(searchEnd.current, settled.current)) return;
      searchEnd.current = 0;
      const { scrollOffset } = current;
      const index = current.findItemIndex(scrollOffset);
      const key = scrollOffset <= 0 ? undefined : keyAt(items, index, keyOf);
      const end = margin + current.getItemOffset(index) + current.getItemSize(index) - scrollOffset;
      kept.current = key === undefined ? null : { key, index, end };
    },
    search: (load) => {
      if (performance.now() < searchEnd.current) load?.();
    },
  };
}

function keyAt<Item>(
  items: readonly Item[],
  index: number,
  keyOf: (item: Item, index: number) => string,
): string | undefined {
  const item = items[index];
  return item === undefined ? undefined : keyOf(item, index);
}
