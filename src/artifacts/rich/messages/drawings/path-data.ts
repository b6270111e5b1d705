/** A point in the box of a drawing, in its units. */
export type Point = readonly [x: number, y: number];

/** Path data of a line through points; of a single one a dot. Points that do not move are left out. */
export function lineThrough(points: Iterable<Point>): string {
  let data = '';
  let [lastX, lastY] = [0, 0];
  for (const [exactX, exactY] of points) {
    const [x, y] = [Math.round(exactX), Math.round(exactY)];
    if (data === '') data = `M${pair(x, y)}l`;
    else if (x !== lastX || y !== lastY) {
      data += `${data.endsWith('l') || x < lastX ? '' : ' '}${pair(x - lastX, y - lastY)}`;
    }
    [lastX, lastY] = [x, y];
  }
  return data.endsWith('l') ? `${data}0 0` : data;
}

/** Path data of a circle. */
export function circle([x, y]: Point, radius: number): string {
  return `M${pair(Math.round(x) - radius, Math.round(y))}a${radius} ${radius} 0 1 0 ${2 * radius} 0 ${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

/** Path data of an area with cubic curves: its start, then two control points and an end each. */
export function area(points: readonly Point[]): string {
  const [start, ...rest] = points.map(([x, y]) => pair(Math.round(x), Math.round(y)));
  return `M${start}C${rest.join(' ')}z`;
}

function pair(x: number, y: number): string {
  return y < 0 ? `${x}${y}` : `${x} ${y}`;
}
