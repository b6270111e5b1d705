import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useId } from 'react';
import type { Area, KindView } from '../../../src/contract/kinds.ts';
import { classes } from '../components/classes.ts';
import { formatCompact } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import { AREA_LOOKS } from '../kinds/area-looks.ts';
import { type AreaOfBackup, byArea, isThere, type KindOfBackup } from '../kinds/by-area.ts';
import { KindIcon } from '../kinds/kind-icon.tsx';
import { useKinds } from '../kinds/kinds-context.tsx';
import { listLink } from '../kinds/links.ts';
import { useKindsOf } from '../kinds/use-kinds-of.ts';
import { BACKUP_NAV } from '../navigation.ts';
import { preferences, setPreferences, usePreferences } from '../preferences/preferences.ts';

/** Number of kinds shown in an open area, besides the one on the screen; the page of everything has all. */
const SHOWN = 12;

const FIXED: ReadonlySet<string> = new Set(BACKUP_NAV.map(({ to }) => to));

/** Kinds of a backup without a screen above, by area, ordered by count. Areas can be expanded. */
export function NavAreas({
  backup,
  onLeave,
}: {
  readonly backup: string;
  readonly onLeave: (() => void) | undefined;
}): ReactNode {
  const { kinds } = useKindsOf(backup);
  const inView = useKindInView();
  useOpenArea(inView?.area ?? null);
  const areas = byArea(
    onePerScreen(kinds.filter((kind) => isThere(kind) && !FIXED.has(`/b/$backupId/${kind.view.list?.screen ?? ''}`))),
  );
  return areas.map((area) => <NavArea key={area.area} backup={backup} {...area} inView={inView} onLeave={onLeave} />);
}

/** Kinds without those that share the screen of an earlier kind: chats of an app, after its messages. */
function onePerScreen(kinds: readonly KindOfBackup[]): readonly KindOfBackup[] {
  const screens = new Set<string>();
  return kinds.filter(({ view: { list } }) => {
    if (list === null || list.search !== undefined) return true;
    const isFirst = !screens.has(list.screen);
    screens.add(list.screen);
    return isFirst;
  });
}

function NavArea({
  backup,
  area,
  kinds,
  inView,
  onLeave,
}: AreaOfBackup & {
  readonly backup: string;
  readonly inView: KindView | null;
  readonly onLeave: (() => void) | undefined;
}): ReactNode {
  const t = useText();
  const { many } = useKinds();
  const { openAreas } = usePreferences();
  const id = useId();
  const isOpen = openAreas.includes(area);
  const { icon: Icon, hue } = AREA_LOOKS[area];
  const leave = onLeave === undefined ? {} : { onClick: onLeave };
  const shown = kinds.filter(({ view }, index) => index < SHOWN || view.id === inView?.id);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setPreferences({ openAreas: toggled(openAreas, area) })}
        className="flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <Icon size={17} aria-hidden className={`shrink-0 text-area ${hue}`} />
        <span className="min-w-0 flex-1 truncate text-sm font-medium">{t.records.areas[area]}</span>
        <span className="text-xs tabular-nums">{kinds.length}</span>
        <ChevronRight
          size={14}
          aria-hidden
          className={classes('shrink-0 transition-transform', isOpen && 'rotate-90')}
        />
      </button>
      <ul id={id} hidden={!isOpen} className="flex flex-col gap-0.5">
        {shown.map(({ view, count }) => (
          <li key={view.id}>
            <Link
              {...listLink(backup, view)}
              activeOptions={{ includeSearch: view.list?.search !== undefined }}
              {...leave}
              className={LINK}
            >
              <KindIcon kind={view} size={15} />
              <span className="min-w-0 flex-1 truncate">{many(view.id)}</span>
              <span className="text-xs text-muted tabular-nums">{formatCompact(count ?? 0)}</span>
            </Link>
          </li>
        ))}
        {shown.length === kinds.length ? null : (
          <li>
            <Link
              to="/b/$backupId/everything"
              params={{ backupId: backup }}
              search={{ area }}
              activeProps={{}}
              {...leave}
              className={LINK}
            >
              <span className="pl-6.5 text-sm text-muted">
                {t.search.showAll({ count: kinds.length - shown.length })}
              </span>
            </Link>
          </li>
        )}
      </ul>
    </li>
  );
}

const LINK = classes(
  'flex h-8 items-center gap-2.5 rounded-md pr-2.5 pl-5 text-ink transition-colors hover:bg-hover',
  'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent',
);

function toggled(open: readonly Area[], area: Area): readonly Area[] {
  return open.includes(area) ? open.filter((each) => each !== area) : [...open, area];
}

/** The kind, or the first kind of the app, that the screen shows. */
function useKindInView(): KindView | null {
  const { kind, app } = useParams({ strict: false });
  const kinds = useKinds();
  return (kind === undefined ? kinds.all.find(({ artifact }) => artifact === app) : kinds.find(kind)) ?? null;
}

/** Expands an area once, so that the user can collapse it. */
function useOpenArea(area: Area | null): void {
  useEffect(() => {
    const { openAreas } = preferences();
    if (area !== null && !openAreas.includes(area)) setPreferences({ openAreas: [...openAreas, area] });
  }, [area]);
}
