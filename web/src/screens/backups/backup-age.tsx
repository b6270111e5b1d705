import { HeartPulse } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { formatAge } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';

/** How old the backup is, and whether all of it is there. */
export function BackupAge({ backup }: { readonly backup: BackupView }): ReactNode {
  const { folders: words } = useText();
  const { backedUpAt, state, vanishedAt, encrypted, lastRun } = backup;
  // The metadata of a backup cannot know that files were lost after it was made; an index run finds out.
  const isWhole = state === 'complete' && vanishedAt === null && lastRun?.outcome !== 'partial';
  const facts = [
    backedUpAt === null ? null : words.age({ when: formatAge(backedUpAt) }),
    isWhole ? words.health[encrypted ? 'good' : 'clear'] : null,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return (
    <p className="flex items-center gap-2">
      <HeartPulse size={15} aria-hidden className={`shrink-0 ${isWhole ? 'text-accent' : 'text-warning'}`} />
      {facts.join(' · ')}
    </p>
  );
}
