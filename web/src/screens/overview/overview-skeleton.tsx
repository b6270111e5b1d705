import type { ReactNode } from 'react';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { TilesSkeleton } from './kind-tiles.tsx';

/** Placeholder of the overview with the same layout. */
export function OverviewSkeleton(): ReactNode {
  const t = useText();
  return (
    <div role="status" aria-label={t.common.loading} className="flex flex-col gap-6">
      <TilesSkeleton />
      <Skeleton className="h-58 rounded-lg" />
      <div className="grid gap-6 lg:grid-cols-2 xl:grid-cols-[3fr_2fr]">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </div>
  );
}
