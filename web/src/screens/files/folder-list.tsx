import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Folder, FolderOpen } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { FolderItemView } from '../../../../src/contract/files.ts';
import { folderQuery } from '../../api/files.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { FileRow, ROW } from './file-row.tsx';
import type { FilesSearch } from './files-search.ts';
import type { Selection } from './selection.ts';
import { useSelectionKeys } from './use-selection-keys.ts';

/** What lies in a folder. */
export function FolderList({
  backup,
  domain,
  path,
  search,
  selection,
}: {
  readonly backup: string;
  readonly domain: string;
  readonly path: string;
  readonly search: FilesSearch;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VListHandle>(null);
  const query = useInfiniteQuery(folderQuery(backup, domain, path));
  const items = query.data ?? [];
  useRowCursor({ group: t.files.title, labels: t.files.keys, count: items.length, frame, list });
  useSelectionKeys(
    frame,
    items.flatMap(({ file }) => file ?? []),
    (index) => items[index]?.file ?? null,
    selection,
  );
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={8} />;
  if (items.length === 0) {
    const { title, text } = t.files.emptyFolder;
    return <EmptyState icon={<FolderOpen size={24} />} title={title} text={text} />;
  }
  return (
    <div ref={frame} className="min-h-0 flex-1">
      <VirtualList
        label={t.files.list}
        handle={list}
        items={items}
        keyOf={({ name, file }) => `${file?.kind ?? 'folder'} ${name}`}
        onEnd={() => void (query.hasNextPage ? query.fetchNextPage() : undefined)}
        className="h-full py-1.5"
        render={(item, index) =>
          item.file !== null && item.file.kind !== 'directory' ? (
            <FileRow
              backup={backup}
              file={item.file}
              name={item.name}
              search={search}
              index={index}
              selection={selection}
            />
          ) : (
            <FolderRow backup={backup} domain={domain} item={item} index={index} />
          )
        }
      />
    </div>
  );
}

function FolderRow({
  backup,
  domain,
  item: { name, path },
  index,
}: {
  readonly backup: string;
  readonly domain: string;
  readonly item: FolderItemView;
  readonly index: number;
}): ReactNode {
  return (
    <div className="flex pr-1.5 pl-9">
      <Link
        to="/b/$backupId/files"
        params={{ backupId: backup }}
        search={{ d: domain, p: path }}
        data-row={index}
        className={ROW}
      >
        <span
          aria-hidden
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-sm bg-accent-soft text-accent"
        >
          <Folder size={18} />
        </span>
        <span className="hostile min-w-0 flex-1 truncate" title={name}>
          {name}
        </span>
        <ChevronRight size={15} aria-hidden className="shrink-0 text-muted" />
      </Link>
    </div>
  );
}
