import { RowMatches } from '../../../kit/growth/row-matches.ts';
import type { AssetMemory } from './asset-memory.ts';

/** Tells which assets have the rows of an earlier reading. */
export class UnchangedAssets {
  readonly #matches: RowMatches;
  readonly #earlier: AssetMemory;
  /** ROWIDs of rows that are new, on pages that changed, or gone; null for none. */
  readonly #changed: readonly (ReadonlySet<number> | null)[];

  constructor(now: AssetMemory, earlier: AssetMemory) {
    this.#matches = new RowMatches(now.pages.assets, earlier.pages.assets);
    this.#earlier = earlier;
    this.#changed = now.pages.parts.map((pages, index) => {
      const before = earlier.pages.parts[index] ?? pages;
      const matches = new RowMatches(pages, before);
      const changed = new Set([...matches.changedRowids(pages), ...matches.goneRowids(before)]);
      return changed.size === 0 ? null : changed;
    });
  }

  /** Number of assets whose own row may have changed. */
  get changed(): number {
    return this.#matches.changed;
  }

  /** Position in the earlier memory; -1 if one of the rows may have changed, or the asset must be read every time. */
  find(position: number): number {
    const before = this.#matches.before[position] ?? -1;
    if (before === -1 || this.#earlier.isKept[before] !== 1) return -1;
    for (let part = 0; part < this.#changed.length; part++) {
      const changed = this.#changed[part] ?? null;
      if (changed?.has(this.#earlier.parts[part]?.[before] as number) === true) return -1;
    }
    return before;
  }
}
