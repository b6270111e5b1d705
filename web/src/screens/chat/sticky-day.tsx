import type { ReactNode } from 'react';
import { formatTime } from '../../format/dates.ts';
import { useZone } from '../../preferences/zone.tsx';
import { type Store, useStore } from '../../store.ts';

/** The day of the first message in view. Updates while scrolling without rendering anything else. */
export function StickyDay({ day }: { readonly day: Store<number | null> }): ReactNode {
  const at = useStore(day);
  const zone = useZone();
  if (at === null) return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <span className="rounded-full bg-raised px-3 py-0.5 text-xs font-medium text-muted shadow-float">
        {formatTime(at, 'date', zone)}
      </span>
    </div>
  );
}
