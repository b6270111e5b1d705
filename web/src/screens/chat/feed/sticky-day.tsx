import type { ReactNode } from 'react';
import { classes } from '../../../components/classes.ts';
import { formatTime } from '../../../format/dates.ts';
import { useZone } from '../../../preferences/zone.tsx';
import { type Store, useStore } from '../../../store.ts';

/**
 * The line above the messages with the day of the first in view; as plain as their background while there is none to show.
 * Updates while scrolling without rendering anything else.
 */
export function StickyDay({
  day,
  children,
}: {
  readonly day: Store<number | null>;
  /** What else is on the line. */
  readonly children: ReactNode;
}): ReactNode {
  const at = useStore(day);
  const zone = useZone();
  return (
    <div
      className={classes(
        'relative flex h-8 shrink-0 items-center justify-center border-b print:hidden',
        at === null ? 'border-transparent' : 'border-line bg-surface',
      )}
    >
      <span aria-hidden className="text-xs font-medium text-muted">
        {at === null ? null : formatTime(at, 'date', zone)}
      </span>
      {children}
    </div>
  );
}
