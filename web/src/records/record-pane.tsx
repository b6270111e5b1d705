import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { classes } from '../components/classes.ts';
import { ErrorState } from '../components/error-state.tsx';
import { BackLabel, DetailPane } from '../components/list-pane.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import type { RecordLink } from '../kinds/links.ts';

/** State of the query of a record. */
export interface RecordQuery<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** The open record in a scrolling column; a skeleton while loading, or an error. */
export function RecordPane<Data>({
  backup,
  title,
  back,
  query: { data, error, refetch },
  renderLead,
  renderActions,
  isPaper = false,
  skeleton,
  children,
}: {
  readonly backup: string;
  readonly title: string;
  /** Link to the list. */
  readonly back: RecordLink;
  readonly query: RecordQuery<Data>;
  readonly renderLead?: (data: Data) => ReactNode;
  readonly renderActions?: (data: Data) => ReactNode;
  /** True for a background for reading, false for one with cards. */
  readonly isPaper?: boolean;
  /** Content while loading. */
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  return (
    <DetailPane
      title={title}
      back={
        <Link {...back}>
          <BackLabel />
        </Link>
      }
      lead={data === undefined ? null : renderLead?.(data)}
      actions={data === undefined ? null : renderActions?.(data)}
    >
      <section
        aria-label={title}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
        tabIndex={0}
        className={classes('min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2', isPaper && 'bg-surface')}
      >
        <div className="@container mx-auto flex max-w-200 flex-col gap-7 px-5 py-7 md:px-10">
          {error !== null ? (
            <ErrorState error={error} onRetry={() => void refetch()} backup={backup} />
          ) : data === undefined ? (
            (skeleton ?? <SkeletonRows rows={4} />)
          ) : (
            children(data)
          )}
        </div>
      </section>
    </DetailPane>
  );
}

/** A section of a record with a heading. */
export function PaneSection({
  title,
  action,
  children,
}: {
  readonly title: string;
  /** Content at the end of the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-semibold">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
