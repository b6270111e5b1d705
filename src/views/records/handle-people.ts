import type { PersonView } from '../../contract/person.ts';
import type { TableRowView } from '../../contract/tables.ts';
import type { TableDefinition } from '../../model/columns.ts';
import { peopleOf } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** The person of each handle in these rows, by handle. */
export async function peopleInRows(
  ctx: ViewContext,
  scope: Scope,
  { columns }: TableDefinition,
  rows: readonly TableRowView[],
): Promise<Record<string, PersonView>> {
  const people = await peopleOf(ctx, scope);
  const names = Object.keys(columns).filter((name) => columns[name]?.kind === 'handle');
  const handles = rows.flatMap(({ values }) => names.map((name) => values[name]));
  return Object.fromEntries(
    handles.filter((handle) => typeof handle === 'string').map((handle) => [handle, people.withHandle(handle)]),
  );
}
