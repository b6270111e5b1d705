import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, FileX2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { fileEntryQuery, previewQuery } from '../api/files.ts';
import { morePages } from '../api/more-pages.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { payloadUrl } from '../components/payload-image.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { formatBytes } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import { folderOf } from '../screens/files/files-search.ts';

const PreviewBody = lazy(() =>
  import('../screens/files/preview/preview-body.tsx').then((module) => ({ default: module.PreviewBody })),
);

/** A file of a record: played or shown if browsers support it, with links to download it and to its folder. */
export function RecordFile({ backup, fileID }: { readonly backup: string; readonly fileID: string }): ReactNode {
  const t = useText();
  const { data: entry, error, refetch } = useQuery(fileEntryQuery(backup, fileID));
  const name = entry?.relativePath.split('/').at(-1) ?? '';
  const isMissing = entry?.missing === true;
  return (
    <Card className="overflow-hidden">
      {error !== null ? (
        <ErrorState error={error} backup={backup} onRetry={() => void refetch()} />
      ) : isMissing ? (
        <EmptyState icon={<FileX2 size={24} />} title={t.common.payload.missing} text={t.records.file.missing}>
          <Button asChild>
            <Link to="/b/$backupId/files" params={{ backupId: backup }} search={folderOf(entry)}>
              {t.files.preview.openFolder}
            </Link>
          </Button>
        </EmptyState>
      ) : entry === undefined ? (
        <Skeleton className="h-28" />
      ) : (
        <Contents backup={backup} fileID={fileID} />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2">
        <p className="hostile min-w-0 flex-1 basis-40 text-sm">
          {name === '' ? fileID : name}
          {entry === undefined || entry.sizeHint === null ? null : (
            <span className="text-muted">{` · ${formatBytes(entry.sizeHint)}`}</span>
          )}
        </p>
        <Link
          to="/b/$backupId/files"
          params={{ backupId: backup }}
          search={{ f: fileID }}
          className="text-sm text-accent hover:underline"
        >
          {t.records.file.open}
        </Link>
        {entry === undefined || isMissing ? null : (
          <Button asChild size="sm" icon={<Download size={14} aria-hidden />}>
            <a href={payloadUrl(backup, fileID, true)} download>
              {t.records.file.save}
            </a>
          </Button>
        )}
      </div>
    </Card>
  );
}

/** Height limit for previews without their own. */
const LOW = 'max-h-96 overflow-y-auto';
const HIGH = 'h-96';

function Contents({ backup, fileID }: { readonly backup: string; readonly fileID: string }): ReactNode {
  const query = useInfiniteQuery(previewQuery(backup, fileID, 'auto'));
  const [table, setTable] = useState<string>();
  const [first] = query.data ?? [];
  if (query.error !== null && first === undefined) {
    return <ErrorState error={query.error} backup={backup} onRetry={() => void query.refetch()} />;
  }
  if (first === undefined) return <Skeleton className="h-28" />;
  return (
    <div className={first.kind === 'audio' ? LOW : HIGH}>
      <Suspense fallback={<Skeleton className="h-28" />}>
        <PreviewBody
          backup={backup}
          parts={query.data ?? []}
          search={table === undefined ? {} : { table }}
          onTable={setTable}
          more={morePages(query)}
        />
      </Suspense>
    </div>
  );
}
