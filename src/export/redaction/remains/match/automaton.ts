import type { Pattern } from './patterns.ts';
import { SEPARATORS } from './units.ts';

/** Finds all patterns in one pass (Aho, Corasick 1975), as a table without failure links. */
export class Automaton {
  /** Class of each unit: 0 for those that no pattern has. */
  readonly classes: Uint8Array;
  /** Next state of a state and a class, as the index of its row; complemented if patterns end there. */
  readonly table: Int32Array;
  /** Patterns that end in the state of a row. */
  readonly found: ReadonlyMap<number, readonly Pattern[]>;

  constructor(patterns: readonly Pattern[]) {
    this.classes = classesOf(patterns);
    const width = Math.max(...this.classes) + 1;
    const size = patterns.reduce((sum, { units }) => sum + units.length, 1);
    const nodes = new Int32Array(size * width);
    const ends = new Map<number, Pattern[]>();
    let count = 1;
    for (const pattern of patterns) {
      let node = 0;
      for (const unit of pattern.units) {
        const slot = node * width + (this.classes[unit] as number);
        if (nodes[slot] === 0) nodes[slot] = count++;
        node = nodes[slot] as number;
      }
      ends.set(node, [...(ends.get(node) ?? []), pattern]);
    }
    this.table = complete(nodes.slice(0, count * width), width, ends);
    this.found = new Map(Array.from(ends, ([node, list]) => [node * width, list]));
  }
}

function classesOf(patterns: readonly Pattern[]): Uint8Array {
  const classes = new Uint8Array(256);
  let next = 1;
  for (const { units } of patterns) for (const unit of units) if (classes[unit] === 0) classes[unit] = next++;
  // All separators are equal, as are both cases.
  const separator = classes.subarray(0, SEPARATORS).find((value) => value > 0) ?? 0;
  classes.fill(separator, 0, SEPARATORS);
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32] as number;
  return classes;
}

/** Adds to each state where it continues if its next unit is in no pattern: breadth first, by its longest suffix. */
function complete(nodes: Int32Array, width: number, ends: Map<number, Pattern[]>): Int32Array {
  const count = nodes.length / width;
  const suffix = new Int32Array(count);
  const queue = new Int32Array(count);
  let [head, tail] = [0, 0];
  for (let column = 0; column < width; column++) if (nodes[column] !== 0) queue[tail++] = nodes[column] as number;
  while (head < tail) {
    const node = queue[head++] as number;
    const fallback = suffix[node] as number;
    const inherited = ends.get(fallback);
    if (inherited !== undefined) ends.set(node, [...(ends.get(node) ?? []), ...inherited]);
    for (let column = 0; column < width; column++) {
      const slot = node * width + column;
      const next = nodes[slot] as number;
      const other = nodes[fallback * width + column] as number;
      if (next === 0) nodes[slot] = other;
      else {
        suffix[next] = other;
        queue[tail++] = next;
      }
    }
  }
  for (let slot = 0; slot < nodes.length; slot++) {
    const next = nodes[slot] as number;
    nodes[slot] = ends.has(next) ? ~(next * width) : next * width;
  }
  return nodes;
}
