import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, FolderOpen } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useBackup } from '../../api/backups.ts';
import { domainsQuery } from '../../api/files.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Count } from '../../components/figures.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { AppIcon } from './app-icon.tsx';
import { domainName } from './domain-name.ts';
import { ROW } from './file-row.tsx';
import { FilesError } from './files-error.tsx';
import { type DomainGroup, groupDomains, type ListedDomain } from './group-domains.ts';

type Row = { readonly group: DomainGroup } | { readonly domain: ListedDomain; readonly index: number };

/** Domains of a backup: apps by name and icon, and those of iOS. */
export function DomainList({ backup }: { readonly backup: string }): ReactNode {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VListHandle>(null);
  const { data: detail } = useBackup(backup);
  const { data, error, refetch } = useQuery(domainsQuery(backup));
  const rows = useMemo(() => rowsOf(groupDomains(data ?? [], detail?.apps ?? [])), [data, detail]);
  const places = useMemo(() => rows.flatMap((row, at) => ('domain' in row ? [at] : [])), [rows]);
  useRowCursor({
    group: t.files.title,
    labels: t.files.keys,
    count: places.length,
    frame,
    list: {
      current: { scrollToIndex: (index, options) => list.current?.scrollToIndex(places[index] ?? 0, options) },
    },
  });
  if (error !== null) return <FilesError error={error} backup={backup} onRetry={() => void refetch()} />;
  // Wait for names and icons: otherwise the list would jump.
  if (data === undefined || detail === undefined) return <SkeletonRows rows={12} />;
  if (rows.length === 0) {
    const { title, text, action } = t.files.emptyBackup;
    return (
      <EmptyState icon={<FolderOpen size={24} />} title={title} text={text}>
        <Button asChild>
          <Link to="/">{action}</Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <div ref={frame} className="min-h-0 flex-1">
      <VirtualList
        label={t.files.list}
        handle={list}
        items={rows}
        keyOf={(row) => ('domain' in row ? row.domain.domain : row.group)}
        className="h-full pb-2"
        render={(row) =>
          'domain' in row ? (
            <DomainRow backup={backup} domain={row.domain} index={row.index} />
          ) : (
            <h2 className="px-4 pt-4 pb-1 text-sm font-semibold text-muted">{t.files.groups[row.group]}</h2>
          )
        }
      />
    </div>
  );
}

function rowsOf(groups: ReturnType<typeof groupDomains>): Row[] {
  let index = 0;
  return groups.flatMap(({ group, domains }): Row[] => [
    { group },
    ...domains.map((domain) => ({ domain, index: index++ })),
  ]);
}

function DomainRow({
  backup,
  domain,
  index,
}: {
  readonly backup: string;
  readonly domain: ListedDomain;
  readonly index: number;
}): ReactNode {
  const t = useText();
  const { part, files, symlinks, unknown } = domain;
  const name = domainName(domain, t);
  const hints: Readonly<Record<string, string>> = t.files.domainHints;
  const kind = part === 'group' || part === 'plugin' ? t.files.parts[part] : (hints[domain.domain] ?? null);
  return (
    <div className="flex px-1.5">
      <Link
        to="/b/$backupId/files"
        params={{ backupId: backup }}
        search={{ d: domain.domain }}
        data-row={index}
        title={domain.domain}
        className={`${ROW} pl-2.5`}
      >
        <AppIcon backup={backup} domain={domain} />
        <span className="min-w-0 flex-1">
          <span className="hostile block truncate">{name}</span>
          <span className="hostile block truncate text-sm text-muted">
            {(part === 'system' ? [domain.domain, kind] : [kind, domain.domain])
              .filter((text) => text !== null)
              .join(' · ')}
          </span>
        </span>
        <span className="text-sm text-muted">
          <Count value={files + symlinks + unknown} />
        </span>
        <ChevronRight size={15} aria-hidden className="shrink-0 text-muted" />
      </Link>
    </div>
  );
}
