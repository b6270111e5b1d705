import type { RegisteredKind } from '../../artifacts/kinds.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { PersonView } from '../../contract/person.ts';
import type { TableRowView } from '../../contract/tables.ts';
import type { People } from '../people/people.ts';
import { nearWords } from '../towns/nearest-town.ts';
import { handleColumns, isNamed, personIn } from './handle-people.ts';
import { roleColumns } from './role-columns.ts';

/** View of a row by the roles of its columns. */
export function recordView(kind: RegisteredKind, row: TableRowView, people: People): RecordView {
  const { at, title, text, from, fromMe, with: others, place, file, play, duration } = kind.show;
  const cells = new Cells(kind, row, people);
  const shownTitle = cells.title(roleColumns(title));
  const texts = roleColumns(text).flatMap((column) => cells.shown(column, shownTitle) ?? []);
  return {
    kind: kind.id,
    table: kind.table,
    key: row.key,
    at: cells.number(at),
    title: shownTitle,
    text: texts.length === 0 ? null : texts.join('\n'),
    from: cells.isTrue(fromMe) ? people.owner(null) : cells.person(from),
    with: roleColumns(others).flatMap((column) => cells.person(column) ?? []),
    place: placeOf(place, cells),
    file: cells.text(file),
    play: cells.text(play),
    duration: cells.milliseconds(duration),
    called: cells.called(),
    values: row.values,
    secrets: row.secrets,
    cut: row.cut,
  };
}

/** Reads the values of a row in the types that roles need. */
class Cells {
  readonly #kind: RegisteredKind;
  readonly #row: TableRowView;
  readonly #people: People;
  /** By column: several roles have the same. */
  readonly #persons = new Map<string, PersonView | null>();

  constructor(kind: RegisteredKind, row: TableRowView, people: People) {
    this.#kind = kind;
    this.#row = row;
    this.#people = people;
  }

  text(column: string | undefined): string | null {
    const value = this.#value(column);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  number(column: string | undefined): number | null {
    const value = this.#value(column);
    return typeof value === 'number' ? value : null;
  }

  isTrue(column: string | undefined): boolean {
    return this.#value(column) === true;
  }

  /** The first of these columns with a value. The owner is not among the handles of what they sent. */
  title(columns: readonly string[]): string | null {
    const { from, fromMe } = this.#kind.show;
    if (columns[0] === from && this.isTrue(fromMe)) return this.#people.owner(null).name;
    return firstOf(columns, (column) => this.shown(column));
  }

  /** The person of a handle column. */
  person(column: string | undefined): PersonView | null {
    if (column === undefined) return null;
    let person = this.#persons.get(column);
    if (person === undefined) {
      person = personIn(this.#row.values, column, this.#kind.show, this.#people);
      this.#persons.set(column, person);
    }
    return person;
  }

  /** Names of the people in handle columns, where contacts or the record know them. */
  called(): Record<string, string> {
    const called: Record<string, string> = {};
    for (const column of handleColumns(this.#kind.definition.columns)) {
      const person = this.person(column);
      if (person !== null && isNamed(person)) called[column] = person.name;
    }
    return called;
  }

  /** Display text of a column; for a handle, the person's name, or the handle if the title is that name. */
  shown(column: string, title: string | null = null): string | null {
    const kind = this.#kind.definition.columns[column]?.kind;
    if (kind === 'handle') {
      const person = this.person(column);
      return person !== null && person.name === title ? person.handleText : (person?.name ?? null);
    }
    return this.text(column) ?? (kind === 'time' ? null : (this.number(column)?.toString() ?? null));
  }

  milliseconds(column: string | undefined): number | null {
    const value = this.number(column);
    if (value === null || column === undefined) return null;
    return this.#kind.definition.columns[column]?.format === 'milliseconds' ? value : value * 1000;
  }

  #value(column: string | undefined): unknown {
    return column === undefined ? null : this.#row.values[column];
  }
}

function placeOf(place: RegisteredKind['show']['place'], cells: Cells): RecordView['place'] {
  const [latitude, longitude] = [cells.number(place?.latitude), cells.number(place?.longitude)];
  if (latitude === null || longitude === null) return null;
  const name = cells.text(place?.name);
  const near = name === null ? nearWords(latitude, longitude) : null;
  return { latitude, longitude, accuracy: cells.number(place?.accuracy), name, near };
}

function firstOf<T, R>(items: readonly T[], make: (item: T) => R | null): R | null {
  for (const item of items) {
    const made = make(item);
    if (made !== null) return made;
  }
  return null;
}
