import { useQuery } from '@tanstack/react-query';
import { Archive, CornerLeftUp, Folder, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FolderListingView } from '../../../../../src/contract/folders.ts';
import { hasCode } from '../../../api/api-error.ts';
import { folderListingQuery } from '../../../api/folders.ts';
import { Badge } from '../../../components/badge.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { useText } from '../../../i18n/text.tsx';
import { FullDiskAccess } from './full-disk-access.tsx';

const ROW = 'flex w-full items-center gap-2.5 px-3 py-2 text-left hover:bg-hover';

/** The folders in a folder, those with backups marked, and archives with what to do with them. */
export function FolderList({
  path,
  isMac,
  onOpen,
}: {
  readonly path: string;
  readonly isMac: boolean;
  readonly onOpen: (path: string) => void;
}): ReactNode {
  const t = useText();
  const { data, error, refetch } = useQuery(folderListingQuery(path));
  if (error !== null && data === undefined) {
    return isMac && hasCode(error, 'NO_ACCESS') ? (
      <FullDiskAccess />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <SkeletonRows />;
  const { parent, folders, archives, leftOut } = data;
  return (
    <ul aria-label={t.folders.list({ name: nameOf(data) })} className="divide-y divide-line">
      {parent === null ? null : (
        <li>
          <button type="button" className={ROW} onClick={() => onOpen(parent)}>
            <CornerLeftUp size={17} aria-hidden className="text-muted" />
            {t.folders.up}
          </button>
        </li>
      )}
      {folders.map((folder) => (
        <FolderRow key={folder.path} folder={folder} onOpen={onOpen} />
      ))}
      {archives.map((name) => (
        <li key={name} className="flex items-start gap-2.5 px-3 py-2">
          <Archive size={17} aria-hidden className="mt-0.5 shrink-0 text-warning" />
          <div className="min-w-0">
            <p className="hostile">{name}</p>
            <p className="text-sm text-warning">{t.folders.archive}</p>
          </div>
        </li>
      ))}
      {folders.length + archives.length === 0 ? <li className="px-3 py-2 text-muted">{t.folders.none}</li> : null}
      {leftOut === 0 ? null : <li className="px-3 py-2 text-muted">{t.folders.leftOut}</li>}
    </ul>
  );
}

function FolderRow({
  folder: { name, path, holds, forbidden },
  onOpen,
}: {
  readonly folder: FolderListingView['folders'][number];
  readonly onOpen: (path: string) => void;
}): ReactNode {
  const t = useText();
  const isMarked = holds === 'backup' || holds === 'backups';
  const Icon = holds === 'backup' ? Smartphone : Folder;
  return (
    <li>
      <button type="button" className={ROW} onClick={() => onOpen(path)}>
        <Icon size={17} aria-hidden className={`shrink-0 ${isMarked ? 'text-accent' : 'text-muted'}`} />
        <span className="hostile min-w-0 flex-1">{name}</span>
        {isMarked ? (
          <Badge tone="good">{holds === 'backup' ? t.folders.isBackup : t.folders.hasBackups}</Badge>
        ) : forbidden ? (
          <Badge>{t.folders.forbidden}</Badge>
        ) : null}
      </button>
    </li>
  );
}

function nameOf({ path }: FolderListingView): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}
