import type { RowLayout } from './batch.ts';

/** Most layouts of one table. Real rows have a few dozen; each is a prepared statement of the writer. */
const MAX_LAYOUTS = 64;

/** Index of the layout that has every column: for rows that would need one layout too many. */
export const ALL_COLUMNS = 0;

/** Where the columns lead that a row has values for, one step each. */
export interface LayoutPlace {
  readonly columns: RowLayout;
  readonly next: (LayoutPlace | undefined)[];
  /** Index in the list of layouts; null while no row ended here. */
  layout: number | null;
}

/** The layouts of one table, by the columns that a row has values for: a tree with one step for each of them. */
export class RowLayouts {
  readonly list: RowLayout[];
  /** Where every row begins. */
  readonly start: LayoutPlace = { columns: [], next: [], layout: null };
  /** Where rows get lost that need one layout too many. */
  readonly #beyond: LayoutPlace = { columns: [], next: [], layout: ALL_COLUMNS };

  /** @param width number of columns */
  constructor(width: number) {
    this.list = [Array.from({ length: width }, (_, column) => column)];
  }

  /** The place after `place` of a row that has a value for `column`. */
  step(place: LayoutPlace, column: number): LayoutPlace {
    const next = place.next[column];
    if (next !== undefined) return next;
    if (place === this.#beyond || this.list.length >= MAX_LAYOUTS) return this.#beyond;
    return (place.next[column] = { columns: [...place.columns, column], next: [], layout: null });
  }

  /** Index of the layout of rows that end at `place`. */
  at(place: LayoutPlace): number {
    if (place.layout !== null) return place.layout;
    if (this.list.length >= MAX_LAYOUTS) return ALL_COLUMNS;
    this.list.push(place.columns);
    return (place.layout = this.list.length - 1);
  }
}
