import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { classes } from './classes.ts';

/** Number of items before the end at which more are loaded. */
const AHEAD = 30;

/** Props of {@link VirtualList}. */
export interface VirtualListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  /** One row. */
  readonly render: (item: Item, index: number) => ReactNode;
  /** Called near the end to load more; not again until `items` has changed. */
  readonly onEnd?: () => void;
  /** For scrolling: `handle.current?.scrollToIndex(…)`. */
  readonly handle?: RefObject<VListHandle | null>;
  readonly className?: string;
}

/** A virtualised list of any length with rows of any height. */
export function VirtualList<Item>({
  label,
  items,
  keyOf,
  render,
  onEnd,
  handle,
  className,
}: VirtualListProps<Item>): ReactNode {
  const own = useRef<VListHandle>(null);
  const place = handle ?? own;
  const asked = useRef(-1);
  const askForMore = (): void => {
    const list = place.current;
    if (onEnd === undefined || list === null || asked.current === items.length) return;
    if (list.findItemIndex(list.scrollOffset + list.viewportSize) < items.length - AHEAD) return;
    asked.current = items.length;
    onEnd();
  };
  // A first page may not fill the view.
  useEffect(askForMore);
  return (
    <VList
      ref={place}
      role="list"
      aria-label={label}
      tabIndex={0}
      data={items}
      onScroll={askForMore}
      className={classes('virtual', className)}
    >
      {(item, index) => (
        <div role="listitem" key={keyOf(item, index)} aria-posinset={index + 1} aria-setsize={items.length}>
          {render(item, index)}
        </div>
      )}
    </VList>
  );
}
