import { kinds, type RegisteredKind } from '../artifacts/kinds.ts';
import type { KindView } from '../contract/kinds.ts';
import { columnViews } from './records/column-views.ts';
import { kindOrder } from './records/kind-order.ts';
import { roleColumns } from './records/role-columns.ts';

/** All record kinds, in the order of the artifacts. */
export function listKinds(): { readonly items: readonly KindView[]; readonly next: null } {
  views ??= kinds.map(kindView);
  return { items: views, next: null };
}

let views: readonly KindView[] | undefined;

function kindView(kind: RegisteredKind): KindView {
  const { id, artifact, artifactNames, table, area, privacy, icon, names, searchable, echoes, ownMapLayer } = kind;
  const { list, opens } = kind;
  return {
    id,
    artifact,
    artifactNames,
    table,
    area,
    privacy,
    icon,
    names,
    roles: rolesView(kind),
    columns: columnViews(table, kind.definition),
    isSearchable: searchable,
    echoes: echoes ?? false,
    ownMapLayer: ownMapLayer ?? false,
    list: list ?? null,
    opens: opens ?? null,
  };
}

function rolesView(kind: RegisteredKind): KindView['roles'] {
  const { at, title, text, from, with: others, place, file, play, duration, utcOffset } = kind.show;
  const order = kindOrder(kind);
  return {
    at: at ?? null,
    title: roleColumns(title),
    text: roleColumns(text),
    from: from ?? null,
    with: roleColumns(others),
    place:
      place === undefined
        ? null
        : {
            latitude: place.latitude,
            longitude: place.longitude,
            accuracy: place.accuracy ?? null,
            name: place.name ?? null,
            track: place.track ?? null,
          },
    file: file ?? null,
    play: play ?? null,
    duration: duration ?? null,
    utcOffset: utcOffset ?? null,
    order: order.column === null ? null : { column: order.column, direction: order.direction },
  };
}
