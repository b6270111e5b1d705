import { Link } from '@tanstack/react-router';
import { PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { useText } from '../i18n/text.tsx';

/** Shown if nothing was found in a backup that was read: what that may mean, and where to go on. */
export function NothingFound({ backup: { id, fileCount } }: { readonly backup: BackupView }): ReactNode {
  const t = useText();
  const words = t.records.nothingFound;
  return (
    <EmptyState
      icon={<PackageOpen size={24} />}
      title={words.title}
      text={words.text({ files: t.common.files({ count: fileCount ?? 0 }) })}
    >
      <Button asChild kind="primary">
        <Link to="/">{t.files.emptyBackup.action}</Link>
      </Button>
      <Button asChild>
        <Link to="/b/$backupId/files" params={{ backupId: id }}>
          {t.overview.notIndexed.files}
        </Link>
      </Button>
      <Button asChild>
        <Link to="/b/$backupId/ledger" params={{ backupId: id }}>
          {t.shell.nav.ledger}
        </Link>
      </Button>
    </EmptyState>
  );
}
