import { Link } from '@tanstack/react-router';
import { LayoutList } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Area } from '../../../../src/contract/kinds.ts';
import { Count } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { AreaChips } from '../../kinds/area-chips.tsx';
import { byArea, isThere, type KindOfBackup, richestFirst } from '../../kinds/by-area.ts';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { listLink } from '../../kinds/links.ts';
import { needsAttention, outcomeWord } from '../../kinds/outcome-words.ts';
import { useKindsOf } from '../../kinds/use-kinds-of.ts';
import { inShort } from './in-short.ts';
import { readOverviewSearch } from './overview-search.ts';

const TILE =
  'flex h-full items-center gap-3 rounded-lg border border-line bg-surface p-3.5 shadow-card transition-colors hover:bg-sunken';

/** Kinds with their counts, those of the navigation first, with links to their lists; unreadable ones with the reason. */
export function KindTiles({
  backup,
  area,
  skipped,
}: {
  readonly backup: string;
  /** Filter by area. */
  readonly area: Area | null;
  /** Number of skipped records by artifact. */
  readonly skipped: ReadonlyMap<string, number>;
}): ReactNode {
  const t = useText();
  const { change } = useAddress(readOverviewSearch);
  const { kinds, query } = useKindsOf(backup);
  if (query.data === undefined || kinds.length === 0) return <TilesSkeleton />;
  const worthIt = kinds.filter((kind) => isThere(kind) || needsAttention(kind));
  const inArea = worthIt.filter(({ view }) => area === null || view.area === area).toSorted(richestFirst);
  const shown = area === null ? inShort(inArea) : inArea;
  return (
    <section aria-label={t.overview.found} className="flex flex-col gap-3">
      <AreaChips
        areas={byArea(worthIt).map((each) => each.area)}
        chosen={area}
        onChoose={(next) =>
          void change(({ area: _area, ...rest }) => (next === null ? rest : { ...rest, area: next }), {
            replace: true,
            resetScroll: false,
          })
        }
      />
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {shown.map((kind) => (
          <li key={kind.kind}>
            <Tile backup={backup} kind={kind} skipped={skipped.get(kind.view.artifact) ?? 0} />
          </li>
        ))}
        <li>
          <Link
            to="/b/$backupId/everything"
            params={{ backupId: backup }}
            search={area === null ? {} : { area }}
            className={TILE}
          >
            <span
              aria-hidden
              className="inline-flex size-8 shrink-0 items-center justify-center rounded-md bg-sunken text-muted"
            >
              <LayoutList size={17} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t.overview.everything.title}</span>
              <span className="block text-sm text-muted">
                {t.overview.everything.text({ here: kinds.filter(isThere).length, all: kinds.length })}
              </span>
            </span>
          </Link>
        </li>
      </ul>
    </section>
  );
}

function Tile({
  backup,
  kind,
  skipped,
}: {
  readonly backup: string;
  readonly kind: KindOfBackup;
  readonly skipped: number;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { view, count, setAside } = kind;
  const there = isThere(kind);
  const link = there
    ? listLink(backup, view)
    : { to: '/b/$backupId/ledger' as const, params: { backupId: backup }, search: { open: view.artifact } };
  return (
    <Link {...link} className={TILE}>
      <KindBadge kind={view.id} />
      <span className="min-w-0 flex-1">
        <span className="block text-sm text-muted">{kinds.many(view.id)}</span>
        {there && count !== null ? (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-xl font-semibold">
              <Count value={count - setAside} />
            </span>
            {setAside === 0 ? null : (
              <span className="text-sm text-muted">{t.overview.setAside({ count: formatCount(setAside) })}</span>
            )}
            {needsAttention(kind) ? (
              <span className="text-sm text-warning">
                {skipped === 0 ? outcomeWord(kind, t) : t.overview.partial({ skipped: formatCount(skipped) })}
              </span>
            ) : null}
          </span>
        ) : (
          <span className="block text-sm font-medium">{outcomeWord(kind, t)}</span>
        )}
      </span>
    </Link>
  );
}

/** Placeholders while loading. */
export function TilesSkeleton(): ReactNode {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-18.5 rounded-lg" />
      ))}
    </div>
  );
}
