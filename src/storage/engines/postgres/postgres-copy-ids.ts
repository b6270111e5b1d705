import type { Client } from 'pg';
import { IdAllocator } from '../../search/time-ids.ts';

/**
 * Gives search rows their ids: the preferred one, or the next that is free, the same ones as if each had been tried in
 * the database. Whether ids are taken there is not asked until one was: in a first index of a first backup hardly any is,
 * and asking costs a microsecond a record.
 */
export class SearchIds {
  #allocator = new IdAllocator();
  #draft = this.#allocator;
  #asking = false;

  /** To be called when an id that was given turned out to be taken. */
  ask(): void {
    this.#asking = true;
  }

  /** To be called when the ids that were given last are in the database. */
  keep(): void {
    this.#allocator = this.#draft;
  }

  /** The ids for records that would like to have `preferred`, none of them given twice. */
  async allocate(db: Client, preferred: readonly number[]): Promise<number[]> {
    const asked = new Set<number>();
    const taken: number[] = [];
    for (;;) {
      const draft = this.#allocator.clone();
      const given = new Set(taken);
      const ids = preferred.map((id) => draft.allocate(id, (wanted) => given.size !== given.add(wanted).size));
      this.#draft = draft;
      if (!this.#asking) return ids;
      const unsure = ids.filter((id) => !asked.has(id));
      for (const id of unsure) asked.add(id);
      const found = unsure.length === 0 ? [] : await existing(db, unsure);
      if (found.length === 0) return ids;
      taken.push(...found);
    }
  }
}

/** Which of `ids` the search index has. */
async function existing(db: Client, ids: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<[string]>({
    text: 'select id from artifact_search_index where id = any($1::bigint[])',
    values: [`{${ids.join()}}`],
    rowMode: 'array',
  });
  return rows.map(([id]) => Number(id));
}
