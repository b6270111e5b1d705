import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { FileView } from '../../../../src/contract/files.ts';
import { morePages } from '../../api/more-pages.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { FilesError } from './files-error.tsx';
import type { Selection } from './selection.ts';
import { useSelectionKeys } from './use-selection-keys.ts';

/** Props of {@link FileList}. */
export interface FileListProps<Item> {
  readonly backup: string;
  readonly query: UseInfiniteQueryResult<readonly Item[]>;
  readonly keyOf: (item: Item) => string;
  /** What the files are chosen by. The list begins at the top with another one. */
  readonly filter: unknown;
  /** The file of a row; null for a folder without a manifest entry. */
  readonly fileOf: (item: Item) => FileView | null;
  readonly render: (item: Item, index: number) => ReactNode;
  readonly selection: Selection;
  /** Content of an empty list. */
  readonly empty: {
    readonly icon: ReactNode;
    readonly title: string;
    readonly text: string;
    readonly action: ReactNode;
  };
}

/** A list of files and folders of any length, with keyboard navigation and selection. */
export function FileList<Item>({
  backup,
  query,
  keyOf,
  filter,
  fileOf,
  render,
  selection,
  empty,
}: FileListProps<Item>): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VListHandle>(null);
  const items = query.data ?? [];
  useRowCursor({ group: t.files.title, labels: t.files.keys, count: items.length, frame, list });
  useSelectionKeys(
    frame,
    items.flatMap((item) => fileOf(item) ?? []),
    (index) => {
      const item = items[index];
      return item === undefined ? null : fileOf(item);
    },
    selection,
  );
  if (query.error !== null && query.data === undefined) {
    return <FilesError error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={8} />;
  if (items.length === 0) {
    const { action, ...message } = empty;
    return <EmptyState {...message}>{action}</EmptyState>;
  }
  return (
    <div ref={frame} className="min-h-0 flex-1">
      <VirtualList
        key={JSON.stringify(filter)}
        label={t.files.list}
        handle={list}
        items={items}
        keyOf={keyOf}
        more={morePages(query)}
        backup={backup}
        className="h-full py-1.5"
        render={render}
      />
    </div>
  );
}
