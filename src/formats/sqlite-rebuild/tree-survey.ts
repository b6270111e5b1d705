import type { TreePage } from './table-page.ts';
import { childrenWithin, fitsTable, isInPlace, type Range, type TableSchema } from './table-schema.ts';

/** Deeper than any table: with the smallest pages a level multiplies the number of rows by eighty. */
export const MAX_DEPTH = 20;

/** A pointer to a page that is not there. */
export interface Place extends Range {
  readonly table: TableSchema;
  readonly number: number;
  /** Levels below the page that was there; null if no page of the table says how deep it is. */
  readonly height: number | null;
}

/** Thrown for pages that contradict each other so that nothing can be concluded. */
export class Contradiction extends Error {}

/** Notes which pages have a parent or are a root. */
export class Claims {
  readonly #numbers = new Set<number>();

  /** @throws Contradiction for a page that has a parent already */
  add(number: number): void {
    if (this.#numbers.has(number)) throw new Contradiction('a page with two parents');
    this.#numbers.add(number);
  }

  has(number: number): boolean {
    return this.#numbers.has(number);
  }
}

/** What was found below the root of a table. */
export interface Survey {
  readonly places: readonly Place[];
  /** Numbers of the leaf pages that are where they belong. */
  readonly leaves: readonly number[];
}

/**
 * Walks through a table. A page that cannot be where it was found is a place to be filled: one of another kind, with other
 * ROWIDs, or a leaf page above the level of the leaf pages.
 * @throws Contradiction
 */
export function surveyTable(pages: ReadonlyMap<number, TreePage>, table: TableSchema, claims: Claims): Survey {
  const missing: (Range & { readonly number: number; readonly depth: number })[] = [];
  const leaves: (Range & { readonly number: number; readonly depth: number })[] = [];
  let deepest = -1;
  const visit = (number: number, depth: number, range: Range): void => {
    if (depth > MAX_DEPTH) throw new Contradiction('too deep');
    claims.add(number);
    const page = pages.get(number);
    const isForeign = depth === 0 && page?.isLeaf === true && page.shape !== null && !fitsTable(page.shape, table);
    if (isForeign || !isInPlace(page, range, depth === 0)) missing.push({ number, depth, ...range });
    else if (page.isLeaf) {
      leaves.push({ number, depth, ...range });
      deepest = Math.max(deepest, depth);
    } else for (const [child, within] of childrenWithin(page, range)) visit(child, depth + 1, within);
  };
  visit(table.root, 0, { low: null, high: null });
  const misplaced = leaves.filter(({ depth }) => depth < deepest);
  return {
    places: [...missing, ...misplaced].map(({ number, depth, low, high }) => ({
      table,
      number,
      low,
      high,
      height: deepest === -1 ? null : Math.max(0, deepest - depth),
    })),
    leaves: leaves.filter(({ depth }) => depth === deepest).map(({ number }) => number),
  };
}
