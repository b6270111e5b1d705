import type { ReactNode } from 'react';
import { useStore } from '../store.ts';
import { classes } from './classes.ts';
import { openedByItself } from './use-list-keys.ts';

/**
 * Style of the message that asks to choose an item. Without rows in the list, as while it is loaded or if it cannot be
 * read, there is nothing to choose. A list that is not virtual has `data-rows`.
 */
export const PICK = 'hidden group-has-[:is([role=list],[data-rows])]/split:block';

/**
 * A list next to the details of the selected item. On narrow screens only one is shown: the details if an item is
 * selected, which must have a link back to the list. So it is on paper, too.
 */
export function SplitView({
  list,
  detail,
  chosen,
  listLabel,
  printsList = false,
}: {
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** True if an item is selected. */
  readonly chosen: boolean;
  readonly listLabel: string;
  /** True if the list is printed as long as the first item is open only because it is the first. */
  readonly printsList?: boolean;
}): ReactNode {
  const isPicked = !useStore(openedByItself);
  const printsDetail = chosen && (isPicked || !printsList);
  return (
    <div className="group/split flex h-full min-h-0">
      <section
        aria-label={listLabel}
        className={classes(
          'h-full w-full min-w-0 flex-col border-line bg-surface md:w-80 md:shrink-0 md:border-r lg:w-92',
          chosen ? 'hidden md:flex' : 'flex',
          printsDetail ? 'print:hidden' : 'print:flex print:w-full print:border-0',
        )}
      >
        {list}
      </section>
      <div
        className={classes(
          'h-full min-w-0 flex-1 flex-col',
          chosen ? 'flex' : 'hidden md:flex',
          !printsDetail && 'print:hidden',
        )}
      >
        {detail}
      </div>
    </div>
  );
}
