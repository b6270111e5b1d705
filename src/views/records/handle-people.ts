import type { PersonView } from '../../contract/person.ts';
import type { ColumnKind } from '../../model/columns.ts';
import { handleKey } from '../../model/handle.ts';
import type { Roles } from '../../model/kind.ts';
import type { People } from '../people/people.ts';

type Values = Readonly<Record<string, unknown>>;

/** The columns of a table, and the roles of its kind if it has one. */
interface HandleColumns {
  readonly columns: Readonly<Record<string, { readonly kind: ColumnKind }>>;
  readonly show?: Roles | undefined;
}

/**
 * The person in a `handle` column: as the contacts call them, else as the record does, else by the handle. Null if the
 * column is empty.
 */
export function personIn(values: Values, column: string, show: Roles | undefined, people: People): PersonView | null {
  const handle = textOf(values[column]);
  if (handle === null) return null;
  const country = show?.country === undefined ? null : textOf(values[show.country]);
  const called = show?.called?.[column];
  return people.withHandle(handle, handleKey(handle, country), called === undefined ? null : textOf(values[called]));
}

/** The person of each handle in these rows, by handle. A name of a contact or record is preferred to none. */
export function peopleInRows(
  { columns, show }: HandleColumns,
  rows: readonly { readonly values: Values }[],
  people: People,
): Record<string, PersonView> {
  const names = handleColumns(columns);
  const found: Record<string, PersonView> = {};
  for (const { values } of rows) {
    for (const name of names) {
      const person = personIn(values, name, show, people);
      if (person === null || person.handle === null) continue;
      const known = Object.hasOwn(found, person.handle) ? found[person.handle] : undefined;
      if (known === undefined || !isNamed(known)) found[person.handle] = person;
    }
  }
  return found;
}

/** True if a person is called by more than the handle. */
export function isNamed({ name, handle, handleText }: PersonView): boolean {
  return name !== handle && name !== handleText;
}

/** The columns with handles. */
export function handleColumns(columns: HandleColumns['columns']): string[] {
  return Object.keys(columns).filter((name) => columns[name]?.kind === 'handle');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
