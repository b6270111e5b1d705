import type { ReactNode } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';

/** The overview while it is on its way: its parts stand where they will stand. */
export function OverviewSkeleton(): ReactNode {
  const t = useText();
  return (
    <div role="status" aria-label={t.common.loading} className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-18.5 rounded-lg" />
        ))}
      </div>
      <Skeleton className="h-58 rounded-lg" />
      <div className="grid gap-6 lg:grid-cols-2 xl:grid-cols-[3fr_2fr]">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </div>
  );
}
