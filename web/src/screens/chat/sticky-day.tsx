import type { ReactNode } from 'react';
import { formatTime } from '../../format/dates.ts';
import { useZone } from '../../preferences/zone.tsx';
import { type Store, useStore } from '../../store.ts';

/** The day of the first message in view. Updates while scrolling without rendering anything else. */
export function StickyDay({ day }: { readonly day: Store<number | null> }): ReactNode {
  const at = useStore(day);
  const zone = useZone();
  return (
    <span aria-hidden className="text-xs font-medium text-muted">
      {at === null ? null : formatTime(at, 'date', zone)}
    </span>
  );
}
