import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import type { SearchFacetsView } from '../../../src/contract/search.ts';
import { type PartialPlan, PlanDialog } from '../components/export/plan-dialog.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { useText } from '../i18n/text.tsx';
import { useBackupLabel } from './backup-label.ts';
import { backupsWithHits } from './backups-with-hits.ts';

/** Exports the records of a search, or all of a period. */
export function SearchExport({
  title,
  backups,
  plan,
  facets = null,
}: {
  readonly title: string;
  readonly backups: readonly BackupView[];
  readonly plan: Omit<PartialPlan, 'what'>;
  /** Counts of the hits of a search. */
  readonly facets?: SearchFacetsView | null;
}): ReactNode {
  const t = useText();
  const labelOf = useBackupLabel();
  const [isOpen, setOpen] = useState(false);
  const indexed = backupsWithHits(
    backups.filter(({ lastIndexedAt }) => lastIndexedAt !== null),
    facets,
  );
  if (indexed.length === 0) return null;
  return (
    <>
      <IconButton label={t.search.export} onClick={() => setOpen(true)}>
        <Download size={18} />
      </IconButton>
      {isOpen ? (
        <PlanDialog
          title={title}
          backups={indexed.map(({ backup, hits }) => ({
            id: backup.id,
            name: hits === null ? labelOf(backup) : `${labelOf(backup)} · ${t.search.count({ count: hits })}`,
          }))}
          plan={{ what: 'search', ...plan }}
          hasPeriod
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
