import { kinds, type RegisteredKind } from '../artifacts/kinds.ts';
import type { KindColumnView, KindView } from '../contract/kinds.ts';
import { sortableColumns } from './records/find-table.ts';

/** Every kind of record there is, in the order of the artifacts. */
export function listKinds(): { readonly items: readonly KindView[]; readonly next: null } {
  return { items: VIEWS, next: null };
}

const VIEWS: readonly KindView[] = kinds.map(kindView);

function kindView(kind: RegisteredKind): KindView {
  const { id, artifact, table, area, privacy, icon, names, searchable, echoes, ownMapLayer, list, opens } = kind;
  return {
    id,
    artifact,
    table,
    area,
    privacy,
    icon,
    names,
    roles: rolesView(kind),
    columns: columnViews(kind),
    isSearchable: searchable,
    echoes: echoes ?? false,
    ownMapLayer: ownMapLayer ?? false,
    list: list ?? null,
    opens: opens ?? null,
  };
}

function rolesView({ show }: RegisteredKind): KindView['roles'] {
  const { at, title, text, from, with: others, place, file, play, duration, order } = show;
  return {
    at: at ?? null,
    title: listOf(title),
    text: listOf(text),
    from: from ?? null,
    with: listOf(others),
    place:
      place === undefined
        ? null
        : {
            latitude: place.latitude,
            longitude: place.longitude,
            accuracy: place.accuracy ?? null,
            name: place.name ?? null,
          },
    file: file ?? null,
    play: play ?? null,
    duration: duration ?? null,
    order:
      order === undefined
        ? null
        : { column: order.replace(/^-/, ''), direction: order.startsWith('-') ? 'desc' : 'asc' },
  };
}

function columnViews({ definition }: RegisteredKind): KindColumnView[] {
  const sortable = sortableColumns(definition);
  return Object.entries(definition.columns).map(([name, { kind, format, description, names, labels }]) => ({
    name,
    kind,
    format: format ?? null,
    description,
    names: names ?? {},
    labels: labels ?? null,
    isKey: definition.primaryKey.includes(name),
    isSortable: sortable.has(name),
  }));
}

/** A role that names no column, one, or several. */
function listOf(role: string | readonly string[] | undefined): string[] {
  return role === undefined ? [] : [role].flat();
}
