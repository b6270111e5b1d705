import type { RowLayout } from './batch.ts';

/** Most layouts of one table. Real rows have a few dozen; each is a prepared statement of the writer. */
const MAX_LAYOUTS = 64;

interface Node {
  readonly next: (Node | undefined)[];
  /** Index in the list of layouts; null while no row ended here. */
  layout: number | null;
}

/** The layouts of one table, by the columns that a row has values for: a tree with one step for each of them. */
export class RowLayouts {
  /** The first has every column: for rows that would need one layout too many. */
  readonly list: RowLayout[];
  readonly #root: Node = { next: [], layout: null };

  /** @param width number of columns */
  constructor(width: number) {
    this.list = [Array.from({ length: width }, (_, column) => column)];
  }

  /** Index of the layout for a row with these values, one for each column. */
  of(row: readonly unknown[]): number {
    let node = this.#root;
    for (let column = 0; column < row.length; column++) {
      if (row[column] === null) continue;
      const next = node.next[column];
      if (next === undefined && this.list.length >= MAX_LAYOUTS) return 0;
      node = next ?? (node.next[column] = { next: [], layout: null });
    }
    if (node.layout === null) {
      if (this.list.length >= MAX_LAYOUTS) return 0;
      node.layout = this.list.length;
      this.list.push(this.list[0]?.filter((column) => row[column] !== null) ?? []);
    }
    return node.layout;
  }
}
