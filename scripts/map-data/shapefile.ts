import { readFileSync } from 'node:fs';

type Position = [number, number];

const HEADER_BYTES = 100;
const RECORD_HEADER_BYTES = 8;
const POLYLINE = 3;
const POLYGON = 5;

/** Paths of all polylines or polygons of a shapefile (ESRI Shapefile Technical Description, 1998). */
export function readPaths(path: string): Position[][] {
  const file = readFileSync(path);
  const paths: Position[][] = [];
  for (let at = HEADER_BYTES; at + RECORD_HEADER_BYTES < file.length; ) {
    const bytes = file.readInt32BE(at + 4) * 2;
    const record = at + RECORD_HEADER_BYTES;
    const type = file.readInt32LE(record);
    if (type === POLYLINE || type === POLYGON) {
      const [parts, points] = [file.readInt32LE(record + 36), file.readInt32LE(record + 40)];
      const first = record + 44 + 4 * parts;
      for (let part = 0; part < parts; part++) {
        const from = file.readInt32LE(record + 44 + 4 * part);
        const to = part + 1 === parts ? points : file.readInt32LE(record + 48 + 4 * part);
        paths.push(
          Array.from({ length: to - from }, (_, index): Position => {
            const point = first + 16 * (from + index);
            return [file.readDoubleLE(point), file.readDoubleLE(point + 8)];
          }),
        );
      }
    }
    at = record + bytes;
  }
  return paths;
}

/** Polygons of a shapefile: clockwise rings are borders, counterclockwise ones holes of the border before. */
export function readPolygons(path: string): Position[][][] {
  const polygons: Position[][][] = [];
  for (const ring of readPaths(path)) {
    if (signedArea(ring) < 0 || polygons.length === 0) polygons.push([ring]);
    else polygons.at(-1)?.push(ring);
  }
  return polygons;
}

/** Area of a ring in square degrees; negative if clockwise. */
export function signedArea(ring: readonly (readonly number[])[]): number {
  let twice = 0;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [x = 0, y = 0] = ring[index] ?? [];
    const [otherX = 0, otherY = 0] = ring[before] ?? [];
    twice += otherX * y - x * otherY;
  }
  return twice / 2;
}
