import { Link, useParams } from '@tanstack/react-router';
import { LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { askToUnlock } from '../../api/unlock-gate.ts';
import { Button } from '../../components/button.tsx';
import { ReadNow } from '../../components/read-now.tsx';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { listLink } from '../../kinds/links.ts';

/** What to do about an outcome, and links to what was read. */
export function WayOn({ entry: { artifact, outcome, parsed } }: { readonly entry: LedgerEntryView }): ReactNode {
  const t = useText();
  const { all, many } = useKinds();
  const { backupId } = useParams({ strict: false });
  if (backupId === undefined) return null;
  const advice = byCode(t.ledger.wayOn, outcome) ?? null;
  const kinds = parsed === 0 ? [] : all.filter((kind) => kind.artifact === artifact);
  if (advice === null && kinds.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {advice === null ? null : <p className="basis-full">{advice}</p>}
      {outcome === 'locked' ? (
        <Button size="sm" icon={<LockOpen size={14} aria-hidden />} onClick={() => void askToUnlock(backupId)}>
          {t.common.unlock}
        </Button>
      ) : null}
      {outcome === 'not-chosen' ? <ReadNow backup={backupId} artifact={artifact} /> : null}
      {kinds.map((kind) => (
        <Link key={kind.id} {...listLink(backupId, kind)} className="text-accent hover:underline">
          {many(kind.id)}
        </Link>
      ))}
    </div>
  );
}
