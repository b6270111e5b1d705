import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Area, KindView } from '../../../../src/contract/kinds.ts';
import { kindCountsQuery } from '../../api/kinds.ts';
import { MenuCheck } from '../../components/menu.tsx';
import { useText } from '../../i18n/text.tsx';
import { AREA_LOOKS } from '../../kinds/area-looks.ts';
import { isThere } from '../../kinds/by-area.ts';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { filterOf, type TimelineSearch, withFilter } from './timeline-search.ts';

/** Checkboxes for areas and kinds with times in one of the backups: whole areas, or single kinds. */
export function KindChecks({
  backups,
  types,
  areas,
  onChange,
}: {
  readonly backups: readonly string[];
  readonly types: readonly string[];
  readonly areas: readonly Area[];
  readonly onChange: (next: (now: TimelineSearch) => TimelineSearch) => void;
}): ReactNode {
  const t = useText();
  const { all, many } = useKinds();
  const here = useQueries({ queries: backups.map((id) => kindCountsQuery(id)), combine: idsOf });
  const shown = all.filter(({ id, roles, echoes }) => {
    return types.includes(id) || (roles.at !== null && !echoes && here.has(id));
  });
  const toggle = (kind: KindView, on: boolean): void =>
    onChange((now) => {
      const { types: before, areas: whole } = filterOf(now);
      // Deselecting a kind of a whole area keeps the other kinds of the area.
      const beside = whole.includes(kind.area)
        ? shown.filter(({ area }) => area === kind.area).map(({ id }) => id)
        : [];
      const others = [...before, ...beside].filter((id) => id !== kind.id);
      return withFilter(now, {
        types: [...new Set(on ? [...others, kind.id] : others)],
        areas: whole.filter((area) => area !== kind.area),
      });
    });
  const toggleArea = (area: Area, on: boolean): void =>
    onChange((now) => {
      const before = filterOf(now);
      const inArea = new Set(all.filter((kind) => kind.area === area).map(({ id }) => id));
      const others = before.areas.filter((each) => each !== area);
      return withFilter(now, {
        types: before.types.filter((id) => !inArea.has(id)),
        areas: on ? [...others, area] : others,
      });
    });
  return [...Map.groupBy(shown, ({ area }) => area)].map(([area, kinds]) => {
    const { icon: Icon, hue } = AREA_LOOKS[area];
    const isWhole = areas.includes(area);
    return (
      <div key={area} role="group" aria-label={t.records.areas[area]} className="pb-1">
        <MenuCheck checked={isWhole} onChange={(on) => toggleArea(area, on)}>
          <Icon size={16} aria-hidden className={`text-area ${hue}`} />
          <span className="font-medium">{t.records.areas[area]}</span>
        </MenuCheck>
        {kinds.map((kind) => (
          <MenuCheck
            key={kind.id}
            checked={isWhole || types.includes(kind.id)}
            onChange={(on) => toggle(kind, on)}
            indented
          >
            <KindBadge kind={kind.id} />
            {many(kind.id)}
          </MenuCheck>
        ))}
      </div>
    );
  });
}

function idsOf(
  results: readonly {
    readonly data?: readonly { readonly kind: string; readonly count: number | null }[] | undefined;
  }[],
): ReadonlySet<string> {
  return new Set(results.flatMap(({ data }) => (data ?? []).filter(isThere).map(({ kind }) => kind)));
}
