import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BackupDetailView, LedgerEntryView } from '../../../src/contract/backups.ts';
import { useText } from '../i18n/text.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/** True if the first run of a backup has not read something yet: it is not known whether there is any. */
export function isBeingRead(
  { status, lastIndexedAt }: Pick<BackupDetailView, 'status' | 'lastIndexedAt'>,
  entry: Pick<LedgerEntryView, 'preview'> | undefined,
): boolean {
  return status === 'INDEXING' && lastIndexedAt === null && (entry === undefined || entry.preview !== null);
}

/** Instead of “none” while the first run has not read this yet. The contents appear by themselves. */
export function BeingRead({ backup, icon }: { readonly backup: string; readonly icon: ReactNode }): ReactNode {
  const { indexing } = useText().overview;
  return (
    <EmptyState icon={icon} title={indexing.title} text={indexing.text}>
      <Button asChild kind="primary">
        <Link to="/b/$backupId/start" params={{ backupId: backup }}>
          {indexing.action}
        </Link>
      </Button>
    </EmptyState>
  );
}
