import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { FileSearch } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useBackup } from '../../api/backups.ts';
import { domainsQuery, findFilesQuery } from '../../api/files.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { domainName } from './domain-name.ts';
import { FileRow } from './file-row.tsx';
import { type FilesSearch, nameOf, parentOf } from './files-search.ts';
import { describeDomain } from './group-domains.ts';
import type { Selection } from './selection.ts';
import { useSelectionKeys } from './use-selection-keys.ts';

/** Files whose path or type is looked for, in one domain or all. */
export function FoundList({
  backup,
  search,
  selection,
}: {
  readonly backup: string;
  readonly search: FilesSearch;
  readonly selection: Selection;
}): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VListHandle>(null);
  const { q = '', type, d } = search;
  const query = useInfiniteQuery(findFilesQuery(backup, { q, type: type ?? null, domain: d ?? null }));
  const names = useDomainNames(backup);
  const files = query.data ?? [];
  useRowCursor({ group: t.files.title, labels: t.files.keys, count: files.length, frame, list });
  useSelectionKeys(frame, files, (index) => files[index] ?? null, selection);
  if (query.error !== null && query.data === undefined) {
    return <ErrorState error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={8} />;
  if (files.length === 0) {
    const { title, text } = t.files.nothingFound;
    return <EmptyState icon={<FileSearch size={24} />} title={title} text={text} />;
  }
  return (
    <div ref={frame} className="min-h-0 flex-1">
      <VirtualList
        label={t.files.list}
        handle={list}
        items={files}
        keyOf={({ fileID }) => fileID}
        onEnd={() => void (query.hasNextPage ? query.fetchNextPage() : undefined)}
        className="h-full py-1.5"
        render={(file, index) => (
          <FileRow
            backup={backup}
            file={file}
            name={nameOf(file.relativePath)}
            place={[d === undefined ? (names.get(file.domain) ?? file.domain) : '', parentOf(file.relativePath)]
              .filter(Boolean)
              .join(' / ')}
            search={search}
            index={index}
            selection={selection}
          />
        )}
      />
    </div>
  );
}

function useDomainNames(backup: string): ReadonlyMap<string, string> {
  const t = useText();
  const { data: detail } = useBackup(backup);
  const { data: domains } = useQuery(domainsQuery(backup));
  return useMemo(() => {
    const apps = new Map(detail?.apps.map((app) => [app.bundleId, app]));
    return new Map(domains?.map((domain) => [domain.domain, domainName(describeDomain(domain, apps), t)]));
  }, [detail, domains, t]);
}
