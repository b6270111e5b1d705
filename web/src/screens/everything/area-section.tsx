import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { Count } from '../../components/figures.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { type AreaOfBackup, isThere, type KindOfBackup } from '../../kinds/by-area.ts';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { listLink } from '../../kinds/links.ts';
import { needsAttention, outcomeWord } from '../../kinds/outcome-words.ts';

/** The kinds of an area with their counts, or why they are missing. */
export function AreaSection({ backup, area, kinds }: AreaOfBackup & { readonly backup: string }): ReactNode {
  const t = useText();
  return (
    <section aria-labelledby={`area-${area}`} className="flex flex-col gap-2">
      <h2 id={`area-${area}`} className="text-lg font-semibold">
        {t.records.areas[area]}
      </h2>
      <Card className="overflow-hidden">
        <ul className="-mb-px grid grid-cols-1 md:grid-cols-2">
          {kinds.map((kind) => (
            <li key={kind.kind} className="border-b border-line md:odd:border-r">
              <KindLine backup={backup} kind={kind} />
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

/** A kind with a link to its list, or to its ledger entry if there are no records. */
function KindLine({ backup, kind }: { readonly backup: string; readonly kind: KindOfBackup }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { view, count, setAside } = kind;
  const there = isThere(kind);
  const why = outcomeWord(kind, t);
  const link = there
    ? listLink(backup, view)
    : { to: '/b/$backupId/ledger' as const, params: { backupId: backup }, search: { open: view.artifact } };
  return (
    <Link
      {...link}
      className="flex h-full items-center gap-3 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <KindBadge kind={view.id} />
      <span className="min-w-20 flex-1">
        <span className={there ? 'block truncate font-medium' : 'block truncate text-muted'}>
          {kinds.many(view.id)}
        </span>
        {why === null ? null : (
          <span className={`block truncate text-sm ${needsAttention(kind) ? 'text-warning' : 'text-muted'}`}>
            {why}
          </span>
        )}
      </span>
      {there && count !== null ? (
        <span className="text-right">
          <Count value={count - setAside} />
          {setAside === 0 ? null : (
            <span className="block text-sm text-muted">{t.overview.setAside({ count: formatCount(setAside) })}</span>
          )}
        </span>
      ) : null}
    </Link>
  );
}
