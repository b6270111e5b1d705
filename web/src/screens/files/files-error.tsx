import { Link } from '@tanstack/react-router';
import { FolderX, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { hasCode } from '../../api/api-error.ts';
import { useBackup, useRefreshBackups } from '../../api/backups.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { useText } from '../../i18n/text.tsx';

/** An error of reading files. If it is the folder that is gone, it says so: the backup and its index are known. */
export function FilesError({
  backup,
  error,
  onRetry,
}: {
  readonly backup: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  const { gone } = useText().files;
  const { data: known } = useBackup(backup);
  const refresh = useRefreshBackups();
  if (known === undefined || !hasCode(error, 'BACKUP_NOT_FOUND')) {
    return <ErrorState error={error} backup={backup} onRetry={onRetry} />;
  }
  return (
    <div role="alert">
      <EmptyState
        icon={<FolderX size={24} />}
        title={gone.title}
        text={
          <>
            <span className="block">{gone.text}</span>
            {known.lastIndexedAt === null ? null : <span className="block">{gone.indexed}</span>}
          </>
        }
      >
        <Button
          kind="primary"
          icon={<RotateCw size={16} />}
          disabled={refresh.isPending}
          onClick={() => refresh.mutate(undefined, { onSettled: onRetry })}
        >
          {gone.again}
        </Button>
        {known.lastIndexedAt === null ? null : (
          <Button asChild>
            <Link to="/b/$backupId/overview" params={{ backupId: backup }}>
              {gone.overview}
            </Link>
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
