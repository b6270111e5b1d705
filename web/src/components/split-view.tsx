import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/**
 * A list beside what is chosen in it. On narrow screens one of the two fills the page: the detail when something is
 * chosen, with a way back that the detail itself offers (a link to the list's address).
 */
export function SplitView({
  list,
  detail,
  chosen,
  listLabel,
}: {
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Something is chosen. */
  readonly chosen: boolean;
  readonly listLabel: string;
}): ReactNode {
  return (
    <div className="flex h-full min-h-0">
      <section
        aria-label={listLabel}
        className={classes(
          'h-full w-full min-w-0 flex-col border-line bg-surface md:w-80 md:shrink-0 md:border-r lg:w-92',
          chosen ? 'hidden md:flex' : 'flex',
        )}
      >
        {list}
      </section>
      <div className={classes('h-full min-w-0 flex-1 flex-col', chosen ? 'flex' : 'hidden md:flex')}>{detail}</div>
    </div>
  );
}
