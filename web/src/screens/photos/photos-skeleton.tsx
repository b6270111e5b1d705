import type { ReactNode } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';

/** Relative widths of placeholders by row. */
const ROWS = [
  [4, 3, 4, 4],
  [3, 4, 3, 4],
  [4, 4, 3, 3],
  [3, 3, 4, 4],
] as const;

/** Placeholder of the grid while the layout is loading. */
export function PhotosSkeleton(): ReactNode {
  const t = useText();
  return (
    <div
      role="status"
      aria-label={t.common.loading}
      className="flex min-h-0 flex-1 flex-col gap-1 overflow-hidden pt-2.5 pr-9 pl-4 sm:pl-8 md:pr-16"
    >
      {ROWS.map((widths, row) => (
        <div key={widths.join('')} className="flex flex-col gap-1">
          {row % 2 === 0 ? <Skeleton className="mt-1.5 mb-1 h-4 w-36 rounded-sm" /> : null}
          <div className="flex h-28 gap-1 sm:h-46">
            {widths.map((width, place) => (
              <div key={place} className="flex" style={{ flex: width }}>
                <Skeleton className="flex-1" />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
