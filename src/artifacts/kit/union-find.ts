/** Disjoint sets of the numbers 0 … size − 1. The representative of a set is its lowest number. */
export class UnionFind {
  readonly #parents: Uint32Array;

  /** `size` numbers, each in its own set. */
  constructor(size: number) {
    this.#parents = Uint32Array.from({ length: size }, (_, index) => index);
  }

  /** The lowest number of the set that contains `item`. */
  find(item: number): number {
    const parents = this.#parents;
    let root = item;
    while (parents[root] !== root) root = parents[root] as number;
    // Path compression keeps later searches short for any order of unions.
    for (let at = item; at !== root; ) {
      const next = parents[at] as number;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  /** Joins the sets of two numbers; false if they were already joined. */
  union(a: number, b: number): boolean {
    const first = this.find(a);
    const second = this.find(b);
    if (first === second) return false;
    this.#parents[Math.max(first, second)] = Math.min(first, second);
    return true;
  }
}
