import type { Lookup } from './records/declaration.ts';
import { from, lookup } from './records/index.ts';
import type { Computed } from './records/source.ts';

/** Name of the lookup. */
export const TAKEN_OVER = 'taken-over';

/**
 * A lookup that says whether a store has a table. Newer systems take the contents of an older store over into it and need
 * not remove that, so the older one counts only where there is none: see {@link IS_NOT_TAKEN_OVER}.
 */
export const takenOverInto = (store: string, table: string): Readonly<Record<typeof TAKEN_OVER, Lookup>> => ({
  [TAKEN_OVER]: { store, of: { tables: [table], rows: () => [{ table }] }, key: from([], () => ''), value: 'table' },
});

/** True for rows of an older store that no newer one has taken over. */
export const IS_NOT_TAKEN_OVER: Computed = from(
  [
    lookup(
      TAKEN_OVER,
      from([], () => ''),
    ),
  ],
  (table) => table === null,
);
