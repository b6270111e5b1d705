import type { RowLayout } from './batch.ts';

/** Maximum number of layouts per table. Real rows have a few dozen; each is a prepared statement of the writer. */
const MAX_LAYOUTS = 64;

/** Index of the layout with all columns, used for rows beyond the maximum. */
export const ALL_COLUMNS = 0;

/** A node of the layout tree: one step per column with a value. */
export interface LayoutNode {
  readonly columns: RowLayout;
  readonly next: (LayoutNode | undefined)[];
  /** Index in the list of layouts; null if no row has ended here. */
  layout: number | null;
}

/** The layouts of one table, as a tree with one step per column that has a value. */
export class RowLayouts {
  readonly list: RowLayout[];
  /** The root node. */
  readonly start: LayoutNode = { columns: [], next: [], layout: null };
  /** The node for all rows beyond the maximum number of layouts. */
  readonly #overflow: LayoutNode = { columns: [], next: [], layout: ALL_COLUMNS };

  /** @param width number of columns */
  constructor(width: number) {
    this.list = [Array.from({ length: width }, (_, column) => column)];
  }

  /** The node after `place` for a value in `column`. */
  step(place: LayoutNode, column: number): LayoutNode {
    const next = place.next[column];
    if (next !== undefined) return next;
    if (place === this.#overflow || this.list.length >= MAX_LAYOUTS) return this.#overflow;
    return (place.next[column] = { columns: [...place.columns, column], next: [], layout: null });
  }

  /** The layout index of rows that end at `place`. */
  at(place: LayoutNode): number {
    if (place.layout !== null) return place.layout;
    if (this.list.length >= MAX_LAYOUTS) return ALL_COLUMNS;
    this.list.push(place.columns);
    return (place.layout = this.list.length - 1);
  }
}
