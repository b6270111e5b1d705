import type { Roles } from '../../../model/kind.ts';
import { locationFacts, type SearchDocument } from '../../../model/search-document.ts';
import type { Fields } from './fields.ts';

/** An untyped row. */
export type Row = Readonly<Record<string, unknown>>;

/** Builds search documents of a kind from its roles, without secrets. */
export class SearchDocuments {
  readonly #roles: Roles;
  readonly #titles: readonly string[];
  readonly #texts: readonly string[];
  readonly #people: readonly string[];
  readonly #others: readonly string[];

  constructor(roles: Roles, fields: Fields) {
    const searched = (columns: readonly (string | undefined)[]): readonly string[] =>
      columns.filter((column) => column !== undefined && fields[column]?.column.format !== 'secret') as string[];
    this.#roles = roles;
    this.#titles = searched([roles.title].flat());
    this.#texts = searched(roles.text ?? []);
    this.#people = searched([roles.from, roles.with].flat());
    this.#others = searched([roles.with].flat()).filter((column) => fields[column]?.column.kind === 'handle');
  }

  /** The search document of a row: texts, title and people. */
  of(row: Row): SearchDocument {
    const { at, from, place, file, play } = this.#roles;
    const titles = textsOf(row, this.#titles);
    const texts = textsOf(row, this.#texts);
    // The title of a hit is shown beside its text.
    const shown = texts.length === 0 ? titles.slice(0, 1) : texts;
    const also = [...titles, ...textsOf(row, this.#people)].filter((text) => !shown.includes(text));
    const sender = from === undefined ? null : row[from];
    const others = textsOf(row, this.#others);
    const location = place === undefined ? null : locationFacts(pointOf(row, place));
    const payload = { ...(typeof sender === 'string' ? { sender } : {}), ...location };
    const has = [
      ...([file, play].some((column) => column !== undefined && typeof row[column] === 'string') ? ['attachment'] : []),
      ...(location === null ? [] : ['location']),
    ];
    return {
      text: shown.join('\n'),
      at: at === undefined ? null : numberAt(row, at),
      ...(also.length === 0 ? {} : { also: also.join('\n') }),
      ...(typeof sender === 'string' ? { from: [sender] } : {}),
      ...(others.length === 0 ? {} : { with: others }),
      ...(has.length === 0 ? {} : { has }),
      ...(Object.keys(payload).length === 0 ? {} : { payload }),
    };
  }
}

function pointOf(row: Row, place: NonNullable<Roles['place']>): Parameters<typeof locationFacts>[0] {
  const name = place.name === undefined ? null : row[place.name];
  return {
    latitude: numberAt(row, place.latitude),
    longitude: numberAt(row, place.longitude),
    name: typeof name === 'string' ? name : null,
  };
}

function numberAt(row: Row, column: string): number | null {
  const value = row[column];
  return typeof value === 'number' ? value : null;
}

/** The text values of columns, including all elements of lists. */
function textsOf(row: Row, columns: readonly string[]): string[] {
  return columns.flatMap((column) => {
    const value = row[column];
    if (typeof value === 'number') return [`${value}`];
    const texts = [value].flat().filter((each) => typeof each === 'string' && each !== '');
    return texts.length === 0 ? [] : [texts.join(' ')];
  });
}
