import { kindOf } from '../../artifacts/kinds.ts';
import type { SearchFacetsView } from '../../contract/search.ts';
import type { BackupId } from '../../model/ids.ts';
import type { SearchSample } from '../../storage/index.ts';
import { listBackups } from '../backups.ts';
import { peopleOf } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { senderOf } from './hit-view.ts';

/** Maximum number of people. */
const MAX_PEOPLE = 50;

type Facet = SearchFacetsView['types'][number];

/** Counts by value, with labels. */
class Counter {
  readonly #facets = new Map<string, { label: string; count: number }>();

  add(value: string, label = value): void {
    const facet = this.#facets.get(value);
    if (facet === undefined) this.#facets.set(value, { label, count: 1 });
    else facet.count++;
  }

  /** Most frequent first. */
  list(): Facet[] {
    return [...this.#facets]
      .map(([value, { label, count }]) => ({ value, label, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}

/** Counts a sample of hits by kind, area, backup, year and person. */
export async function searchFacets(
  ctx: ViewContext,
  { hits, isComplete }: SearchSample,
  scopes: ReadonlyMap<BackupId, Scope>,
): Promise<SearchFacetsView> {
  const [types, areas, backups] = [new Counter(), new Counter(), new Counter()];
  const [years, people] = [new Counter(), new Counter()];
  const names = new Map((await listBackups(ctx)).map(({ id, name }) => [id, name]));
  for (const [backup, ofBackup] of Map.groupBy(hits, (hit) => hit.backup)) {
    const scope = scopes.get(backup);
    const known = scope === undefined ? null : await peopleOf(ctx, scope);
    for (const hit of ofBackup) {
      types.add(hit.type);
      const area = kindOf(hit.type)?.area;
      if (area !== undefined) areas.add(area);
      backups.add(backup, names.get(backup));
      if (hit.occurredAt !== null && Number.isFinite(new Date(hit.occurredAt).getTime())) {
        years.add(String(new Date(hit.occurredAt).getUTCFullYear()));
      }
      const from = known === null ? null : senderOf(hit, known);
      if (from === null || (from.handle === null && !from.isOwner)) continue;
      // Counts the handles of a contact together, by the name that `from:` accepts.
      people.add(from.isOwner ? 'me' : from.contact === null ? (from.handle ?? '') : from.name, from.name);
    }
  }
  return {
    types: types.list(),
    areas: areas.list(),
    backups: backups.list(),
    years: years.list().sort((a, b) => Number(b.value) - Number(a.value)),
    people: people.list().slice(0, MAX_PEOPLE),
    counted: hits.length,
    isExact: isComplete,
  };
}
