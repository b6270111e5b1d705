import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import { type PartialPlan, PlanDialog } from '../components/export/plan-dialog.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { useText } from '../i18n/text.tsx';
import { useBackupLabel } from './backup-label.ts';

/** Exports the records of a search, or all of a period. */
export function SearchExport({
  title,
  backups,
  plan,
}: {
  readonly title: string;
  readonly backups: readonly BackupView[];
  readonly plan: Omit<PartialPlan, 'what'>;
}): ReactNode {
  const t = useText();
  const labelOf = useBackupLabel();
  const [isOpen, setOpen] = useState(false);
  const indexed = backups.filter(({ lastIndexedAt }) => lastIndexedAt !== null);
  if (indexed.length === 0) return null;
  return (
    <>
      <IconButton label={t.search.export} onClick={() => setOpen(true)}>
        <Download size={18} />
      </IconButton>
      {isOpen ? (
        <PlanDialog
          title={title}
          backups={indexed.map((backup) => ({ id: backup.id, name: labelOf(backup) }))}
          plan={{ what: 'search', ...plan }}
          hasPeriod
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
