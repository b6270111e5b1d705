type Position = readonly number[];

/** A jump of more degrees than this crosses the 180th meridian. */
const HALF_TURN = 180;

/** Latitude beyond which the projection shows nothing, along which a ring around a pole is closed. */
const POLE = 90;

/**
 * A line whose longitudes continue beyond 180 instead of jumping to the other edge of the map, which draws both sides.
 * Natural Earth's arcs are joined on the globe, so that Russia, Fiji and Antarctica cross the edge.
 */
export function unwrapLine(line: readonly Position[]): [number, number][] {
  const unwrapped: [number, number][] = [];
  let turn = 0;
  let before: number | null = null;
  for (const [longitude = 0, latitude = 0] of line) {
    if (before !== null && longitude - before > HALF_TURN) turn -= 360;
    else if (before !== null && longitude - before < -HALF_TURN) turn += 360;
    before = longitude;
    unwrapped.push([longitude + turn, latitude]);
  }
  return unwrapped;
}

/** The same for the border of an area; one around a pole is closed along it. */
export function unwrapRing(ring: readonly Position[]): [number, number][] {
  const line = unwrapLine(ring);
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || Math.abs(last[0] - first[0]) < HALF_TURN) return line;
  const pole = first[1] < 0 ? -POLE : POLE;
  return [...line, [last[0], pole], [first[0], pole], first];
}
