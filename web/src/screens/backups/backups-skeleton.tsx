import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';

/** Cards while loading. */
export function BackupsSkeleton(): ReactNode {
  const t = useText();
  return (
    <div role="status" aria-label={t.common.loading} className="flex flex-col gap-4">
      {[0, 1].map((index) => (
        <Card key={index} className="flex gap-5 p-5">
          <Skeleton className="h-24 w-12 rounded-lg" />
          <div className="flex flex-1 flex-col gap-3">
            <Skeleton className="h-5 w-1/3 rounded-sm" />
            <Skeleton className="h-4 w-1/4 rounded-sm" />
            <Skeleton className="mt-4 h-4 w-2/3 rounded-sm" />
          </div>
        </Card>
      ))}
    </div>
  );
}
