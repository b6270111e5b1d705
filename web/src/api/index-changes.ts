import { createStore } from '../store.ts';

/** Number of times that the rows of each backup were replaced since the page was loaded, by id; none if they were not. */
export const indexChanges = createStore<ReadonlyMap<string, number>>(new Map());

/** Counts another change of these backups. */
export function countIndexChanges(backups: readonly string[]): void {
  const counts = new Map(indexChanges.get());
  for (const id of backups) counts.set(id, (counts.get(id) ?? 0) + 1);
  indexChanges.set(counts);
}
