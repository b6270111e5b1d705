import type { Client } from 'pg';
import { IdAllocator } from '../../search/time-ids.ts';

/**
 * Assigns ids to search rows: the preferred one or the next free one, with the same result as trying each in the
 * database. Existing ids are queried only after a first conflict: in a first index hardly any id is taken, and querying
 * costs a microsecond per record.
 */
export class SearchIds {
  #allocator = new IdAllocator();
  #draft = this.#allocator;
  #checksExisting = false;

  /** Must be called when an assigned id turned out to be taken. */
  checkExisting(): void {
    this.#checksExisting = true;
  }

  /** Must be called when the last assigned ids were committed. */
  commit(): void {
    this.#allocator = this.#draft;
  }

  /** Unique ids for records with these preferred ids. */
  async allocate(db: Client, preferred: readonly number[]): Promise<number[]> {
    const asked = new Set<number>();
    const taken: number[] = [];
    for (;;) {
      const draft = this.#allocator.clone();
      const given = new Set(taken);
      const ids = preferred.map((id) => draft.allocate(id, (wanted) => given.size !== given.add(wanted).size));
      this.#draft = draft;
      if (!this.#checksExisting) return ids;
      const unsure = ids.filter((id) => !asked.has(id));
      for (const id of unsure) asked.add(id);
      const found = unsure.length === 0 ? [] : await existing(db, unsure);
      if (found.length === 0) return ids;
      taken.push(...found);
    }
  }
}

/** The given ids that already exist in the search index. */
async function existing(db: Client, ids: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<[string]>({
    text: 'select id from artifact_search_index where id = any($1::bigint[])',
    values: [`{${ids.join()}}`],
    rowMode: 'array',
  });
  return rows.map(([id]) => Number(id));
}
