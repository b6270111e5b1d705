import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';

/** A grey placeholder. Size and corners are set by classes. */
export function Skeleton({ className }: { readonly className?: string }): ReactNode {
  return <div aria-hidden className={classes('animate-shimmer bg-sunken', className)} />;
}

/** Placeholder rows of a loading list, announced to screen readers. */
export function SkeletonRows({ rows = 8 }: { readonly rows?: number }): ReactNode {
  const t = useText();
  return (
    // Those that do not fit are left out: they would shine through what is below.
    <div role="status" aria-label={t.common.loading} className="flex max-h-full flex-col overflow-hidden">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex shrink-0 items-center gap-3 px-4 py-2.5">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-2/5 rounded-sm" />
            <Skeleton className="h-3 w-4/5 rounded-sm" />
          </div>
        </div>
      ))}
    </div>
  );
}
