import type { Compilable, Kysely } from 'kysely';
import type { ArrayQuery } from '../storage/index.ts';

/** Stands for a value of a {@link KeptQuery} that is only known when it is run. */
class LaterValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value of a {@link KeptQuery} that is only known when it is run, for builders that want a number. */
export function laterValue(name: string): number {
  return new LaterValue(name) as unknown as number;
}

/** A query that is compiled once and run with many values: compiling one takes as long as reading a hundred rows. */
export class KeptQuery {
  readonly #query: ArrayQuery;

  constructor(query: Compilable) {
    this.#query = { ...query.compile(), rowsAs: 'arrays' };
  }

  /** Its rows with these values, as arrays in the order of the columns. */
  async rows(
    db: Pick<Kysely<unknown>, 'executeQuery'>,
    values: Readonly<Record<string, unknown>>,
  ): Promise<readonly (readonly unknown[])[]> {
    const parameters = this.#query.parameters.map((value) =>
      value instanceof LaterValue ? values[value.name] : value,
    );
    return (await db.executeQuery<readonly unknown[]>({ ...this.#query, parameters })).rows;
  }
}
