import type { ReactNode } from 'react';
import { classes } from '../../../components/classes.ts';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Widths and sides of placeholder bubbles. */
const BUBBLES = ['w-2/5', 'mine w-1/3', 'w-3/5', 'w-1/4', 'mine w-1/2', 'mine w-1/5', 'w-2/5', 'mine w-2/5'];

/** Placeholder of a loading chat. */
export function FeedSkeleton(): ReactNode {
  const t = useText();
  return (
    <div
      role="status"
      aria-label={t.chat.feed.loading}
      className="flex min-h-0 flex-1 flex-col justify-end gap-2.5 overflow-hidden px-4 pb-6 md:px-6"
    >
      {BUBBLES.map((shape) => (
        <Skeleton
          key={shape}
          className={classes(
            'h-9 max-w-110 rounded-xl',
            shape.replace('mine ', ''),
            shape.startsWith('mine') && 'self-end',
          )}
        />
      ))}
    </div>
  );
}
