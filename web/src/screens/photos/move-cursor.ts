import { firstAtLeast, type GridPlan, type GridRow, shownRatio } from './justified.ts';

/** Directions in a grid. */
export type Step = 'left' | 'right' | 'up' | 'down';

/** The photo that a key moves to from `index`: next, previous, above or below. */
export function moveCursor(plan: GridPlan, ratios: Uint16Array, gap: number, index: number, step: Step): number {
  if (step === 'left') return Math.max(0, index - 1);
  if (step === 'right') return Math.min(ratios.length - 1, index + 1);
  const at = rowOf(plan, index);
  const row = plan.rows[at];
  if (row === undefined) return 0;
  const middle = centreOf(row, ratios, gap, index);
  const direction = step === 'down' ? 1 : -1;
  let next = at;
  while (plan.rows[next]?.top === row.top) next += direction;
  const top = plan.rows[next]?.top;
  let best = index;
  let distance = Number.POSITIVE_INFINITY;
  // Days next to each other have rows at the same height.
  for (let other = plan.rows[next]; other !== undefined && other.top === top; other = plan.rows[(next += direction)]) {
    for (let candidate = other.first; candidate < other.first + other.count; candidate++) {
      const away = Math.abs(centreOf(other, ratios, gap, candidate) - middle);
      if (away < distance) [best, distance] = [candidate, away];
    }
  }
  return best;
}

/** Index of the row of a photo. */
export function rowOf({ rows }: GridPlan, index: number): number {
  return firstAtLeast(rows, index + 1, ({ first, count }) => first + count);
}

function centreOf({ left, height, first }: GridRow, ratios: Uint16Array, gap: number, index: number): number {
  let x = left;
  for (let at = first; at < index; at++) x += shownRatio(ratios[at]) * height + gap;
  return x + (shownRatio(ratios[index]) * height) / 2;
}
