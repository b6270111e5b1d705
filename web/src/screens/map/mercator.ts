/** Farther north and south the projection of web maps does not reach (EPSG:3857). */
const MAX_LATITUDE = 85.051129;

/** From west to east, 0 to 1. */
export const mercatorX = (longitude: number): number => (longitude + 180) / 360;

/** From north to south, 0 to 1. */
export function mercatorY(latitude: number): number {
  const radians = (Math.min(MAX_LATITUDE, Math.max(-MAX_LATITUDE, latitude)) * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
}
