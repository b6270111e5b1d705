import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import type { VListHandle } from 'virtua';
import { morePages, type PagesQuery } from '../api/more-pages.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { ListPane } from '../components/list-pane.tsx';
import { NoRecords } from '../components/no-records.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import { useText } from '../i18n/text.tsx';
import type { RecordLink } from '../kinds/links.ts';
import { IncompleteNote } from './incomplete-note.tsx';

/** State of the query of a list. */
export interface ListQuery extends PagesQuery {
  /** Undefined until the first page is loaded. */
  readonly data: unknown;
}

/** Props of {@link RecordList}. */
export interface RecordListProps<Item> {
  readonly backup: string;
  readonly title: string;
  readonly count?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  /** Artifacts of the records. Their ledger entries explain missing records; the first one explains an empty list. */
  readonly artifacts: readonly string[];
  readonly query: ListQuery;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Filter and order of the items. The list begins at the top with another one. */
  readonly filter: unknown;
  readonly render: (item: Item) => ReactNode;
  /** Heading for consecutive items with the same value: a day. Null for none. */
  readonly headingOf?: (item: Item) => string | null;
  /** True if the list is filtered, for the message of an empty list. */
  readonly isNarrowed: boolean;
  /** Link to the unfiltered list. */
  readonly all: RecordLink;
  /** Icon and title if the backup was read and has none. */
  readonly empty: { readonly icon: ReactNode; readonly title: string };
  readonly list: RefObject<VListHandle | null>;
  /** True while a filter is still searching. */
  readonly isLooking?: boolean;
}

/** A list of records of a kind, of any length, with notes on missing records. */
export function RecordList<Item>({
  backup,
  title,
  artifacts,
  query,
  items,
  keyOf,
  filter,
  render,
  headingOf,
  isNarrowed,
  all,
  empty,
  list,
  isLooking = false,
  ...pane
}: RecordListProps<Item>): ReactNode {
  const { none, lookingFurther } = useText().records;
  const { data, error, refetch } = query;
  const isEmpty = items.length === 0;
  const headed = (item: Item, index: number): ReactNode => {
    const heading = headingOf?.(item) ?? null;
    const before = items[index - 1];
    const isFirst = heading !== null && (before === undefined || headingOf?.(before) !== heading);
    return (
      <>
        {isFirst ? (
          <h2 className="border-b border-line bg-sunken px-4 py-1.5 text-xs font-semibold text-muted">{heading}</h2>
        ) : null}
        {render(item)}
      </>
    );
  };
  return (
    <ListPane
      title={title}
      note={<IncompleteNote backups={[backup]} artifacts={artifacts} isEmpty={isEmpty && !isNarrowed} />}
      {...pane}
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : !isEmpty ? (
        <VirtualList
          key={JSON.stringify(filter)}
          label={title}
          items={items}
          keyOf={keyOf}
          handle={list}
          more={morePages(query)}
          backup={backup}
          render={headed}
        />
      ) : isLooking ? (
        <p role="status" className="px-4 py-3 text-sm text-muted">
          {lookingFurther}
        </p>
      ) : isNarrowed ? (
        <EmptyState icon={empty.icon} title={none.filtered} text={none.filteredText}>
          <Button asChild>
            <Link {...all}>{none.clear}</Link>
          </Button>
        </EmptyState>
      ) : (
        <NoRecords backup={backup} artifact={artifacts[0] ?? ''} {...empty} />
      )}
    </ListPane>
  );
}
