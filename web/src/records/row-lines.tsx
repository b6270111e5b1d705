import type { ReactNode } from 'react';

/** Layout of a list row: a picture, a title with content at its end, and secondary lines. */
export function RowLines({
  picture,
  title,
  isUrgent = false,
  marks,
  end,
  below,
  foot = null,
}: {
  readonly picture?: ReactNode;
  readonly title: ReactNode;
  /** True for red text: a missed call. */
  readonly isUrgent?: boolean;
  /** Badges and small icons after the title. */
  readonly marks?: ReactNode;
  /** Content at the end of the first line: a time. */
  readonly end?: ReactNode;
  readonly below?: ReactNode;
  /** Last line: the location of the record. */
  readonly foot?: string | null;
}): ReactNode {
  return (
    <>
      {picture}
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-center gap-2">
          <span className={`hostile min-w-0 flex-1 truncate font-medium ${isUrgent ? 'text-danger' : ''}`}>
            {title}
          </span>
          {marks}
          {end === undefined || end === null ? null : (
            <span className="shrink-0 text-sm text-muted tabular-nums">{end}</span>
          )}
        </span>
        {below === undefined || below === null ? null : (
          <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted">{below}</span>
        )}
        {foot === null ? null : <span className="hostile truncate text-xs text-muted">{foot}</span>}
      </span>
    </>
  );
}
