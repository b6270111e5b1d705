import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { MorePages } from '../api/more-pages.ts';
import { classes } from './classes.ts';
import { MoreFailed } from './more-failed.tsx';
import { PrintedPart } from './printed-part.tsx';
import { useKeptRow } from './use-kept-row.ts';

/** Number of items before the end at which more are loaded. */
const AHEAD = 30;

/** Props of {@link VirtualList}. */
export interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  /** One row. */
  readonly render: (item: Item, index: number) => ReactNode;
  /** What comes after the items, loaded near the end; nothing if they are all. */
  readonly more?: MorePages;
  /** The backup of the items, to be unlocked where that is why more could not be loaded. */
  readonly backup?: string;
  /** For scrolling: `handle.current?.scrollToIndex(…)`. */
  readonly handle?: RefObject<VListHandle | null>;
  readonly className?: string;
}

/**
 * A virtualised list of any length with rows of any height. It stays in place when there are other items before those in
 * view; with another filter or order it begins at the top if it has another React key.
 */
export function VirtualList<Item>({
  label,
  items,
  keyOf,
  render,
  more,
  backup,
  handle,
  className,
}: VirtualListProps<Item>): ReactNode {
  const own = useRef<VListHandle>(null);
  const place = handle ?? own;
  const kept = useKeptRow(place, items, keyOf);
  const askForMore = (): void => {
    const list = place.current;
    if (more === undefined || more.load === null || list === null) return;
    if (list.findItemIndex(list.scrollOffset + list.viewportSize) >= items.length - AHEAD) more.load();
    else kept.search(more.load);
  };
  // A first page may not fill the view.
  useEffect(askForMore);
  return (
    <>
      <PrintedPart />
      <VList
        ref={place}
        role="list"
        aria-label={label}
        tabIndex={0}
        data={items}
        onScroll={() => {
          kept.note();
          askForMore();
        }}
        className={classes('virtual', className)}
      >
        {(item, index) => (
          <div role="listitem" key={keyOf(item, index)} aria-posinset={index + 1} aria-setsize={items.length}>
            {render(item, index)}
          </div>
        )}
      </VList>
      {more === undefined ? null : <MoreFailed more={more} backup={backup} />}
    </>
  );
}
