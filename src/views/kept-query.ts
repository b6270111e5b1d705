import type { Compilable, Kysely } from 'kysely';
import type { ArrayQuery } from '../storage/index.ts';

/** Stands for a value of a {@link KeptQuery} that is only known when it is run. */
class LaterValue {
  readonly name: string | number;

  constructor(name: string | number) {
    this.name = name;
  }
}

/** A number of a {@link KeptQuery} that is only known when it is run, by its name or its place in a list. */
export function laterValue(name: string | number): number {
  return new LaterValue(name) as unknown as number;
}

/** The same for a text. */
export function laterText(name: string | number): string {
  return new LaterValue(name) as unknown as string;
}

type Values = Readonly<Record<string, unknown>>;

/** A query that is compiled once and run with many values: compiling one takes as long as reading a hundred rows. */
export class KeptQuery {
  readonly #query: ReturnType<Compilable['compile']>;

  constructor(query: Compilable) {
    this.#query = query.compile();
  }

  /** Its rows with these values, as arrays in the order of the columns. */
  async rows(
    db: Pick<Kysely<unknown>, 'executeQuery'>,
    values: Values,
    list: readonly unknown[] = [],
  ): Promise<readonly (readonly unknown[])[]> {
    const query: ArrayQuery = { ...this.#query, parameters: this.#with(values, list), rowsAs: 'arrays' };
    return (await db.executeQuery<readonly unknown[]>(query)).rows;
  }

  #with(values: Values, list: readonly unknown[]): readonly unknown[] {
    return this.#query.parameters.map((value) => {
      if (!(value instanceof LaterValue)) return value;
      return typeof value.name === 'number' ? list[value.name] : values[value.name];
    });
  }
}

/** Maximum number of kept queries of a database; the last used are kept. */
const MOST_KEPT = 200;

const kept = new WeakMap<object, Map<string, KeptQuery>>();

/** The query of a database with this name, which is made once. The name has to say all that it depends on. */
export function keptQuery(db: object, name: string, make: () => Compilable): KeptQuery {
  const queries = kept.get(db) ?? new Map<string, KeptQuery>();
  kept.set(db, queries);
  const query = queries.get(name) ?? new KeptQuery(make());
  queries.delete(name);
  queries.set(name, query);
  if (queries.size > MOST_KEPT) queries.delete(queries.keys().next().value ?? '');
  return query;
}
