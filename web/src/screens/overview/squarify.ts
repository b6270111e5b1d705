/** A rectangle. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Cuts a rectangle into one for each weight, of an area in proportion to it and as near to a square as can be: rows along
 * the shorter side, each of as many as make it better (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000). Weights are
 * positive and come in descending order.
 */
export function squarify(weights: readonly number[], { x, y, width, height }: Rect): Rect[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = (width * height) / Math.max(total, Number.MIN_VALUE);
  const areas = weights.map((weight) => weight * scale);
  const rects: Rect[] = [];
  let free: Rect = { x, y, width, height };
  for (let at = 0; at < areas.length; ) {
    const side = Math.min(free.width, free.height);
    let count = 1;
    while (at + count < areas.length && worst(areas, at, count + 1, side) <= worst(areas, at, count, side)) count++;
    const row = areas.slice(at, at + count);
    free = layRow(row, free, rects);
    at += count;
  }
  return rects;
}

/** The longest of the proportions of a row of `count` areas along `side`. */
function worst(areas: readonly number[], from: number, count: number, side: number): number {
  let sum = 0;
  for (let index = from; index < from + count; index++) sum += areas[index] ?? 0;
  const [largest, smallest] = [areas[from] ?? 0, areas[from + count - 1] ?? 0];
  const square = sum * sum;
  return Math.max((side * side * largest) / square, square / (side * side * smallest));
}

/** Lays a row along the shorter side of what is free; what is left of it. */
function layRow(row: readonly number[], free: Rect, rects: Rect[]): Rect {
  const sum = row.reduce((total, area) => total + area, 0);
  const upright = free.width >= free.height;
  const side = upright ? free.height : free.width;
  const thickness = side === 0 ? 0 : sum / side;
  let along = 0;
  for (const area of row) {
    const length = thickness === 0 ? 0 : area / thickness;
    rects.push(
      upright
        ? { x: free.x, y: free.y + along, width: thickness, height: length }
        : { x: free.x + along, y: free.y, width: length, height: thickness },
    );
    along += length;
  }
  return upright
    ? { ...free, x: free.x + thickness, width: free.width - thickness }
    : { ...free, y: free.y + thickness, height: free.height - thickness };
}
