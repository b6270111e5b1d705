import { Link } from '@tanstack/react-router';
import { ChartNoAxesColumn } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { useIndexRun } from '../../api/index-runs.ts';
import { BeingRead } from '../../components/being-read.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../i18n/text.tsx';

/** Shown before the backup is indexed, with a button to index it. */
export function NotIndexed({ backup: { id, status, state, vanishedAt } }: { readonly backup: BackupView }): ReactNode {
  const { notIndexed } = useText().overview;
  if (status === 'INDEXING') {
    return <Indexing id={id} />;
  }
  return (
    <EmptyState icon={<ChartNoAxesColumn size={24} />} title={notIndexed.title} text={notIndexed.text}>
      {state === 'complete' && vanishedAt === null ? (
        <>
          <Button asChild kind="primary">
            <Link to="/b/$backupId/start" params={{ backupId: id }}>
              {notIndexed.action}
            </Link>
          </Button>
          <Button asChild>
            <Link to="/b/$backupId/files" params={{ backupId: id }}>
              {notIndexed.files}
            </Link>
          </Button>
        </>
      ) : null}
    </EmptyState>
  );
}

/** Shown until the first records can be seen. */
function Indexing({ id }: { readonly id: string }): ReactNode {
  // Its events say when there is something to see.
  useIndexRun(id);
  return <BeingRead backup={id} icon={<ChartNoAxesColumn size={24} />} />;
}
