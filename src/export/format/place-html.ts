import { WORLD } from './world-outline.ts';

/** Units of the map per degree. */
const SCALE = 1 / 1.5;
const [WIDTH, HEIGHT] = [240, 120];

/** The land of {@link placeHtml}, once in a page. Part of the page, so that no map service is contacted. */
export const LAND_HTML = `<svg width="0" height="0" aria-hidden="true"><symbol id="land" viewBox="0 0 ${WIDTH} ${HEIGHT}"><path d="${WORLD}"/></symbol></svg>`;

/** A map of the world with a mark; empty if there is no such place. */
export function placeHtml({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return '';
  const [x, y] = [(longitude + 180) * SCALE, (90 - latitude) * SCALE].map((each) => Math.round(each * 10) / 10);
  return (
    `<svg class="w" role="img" aria-label="Map of the world with ${latitude}, ${longitude}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">` +
    `<use href="#land"/><path d="M0 ${y}H${WIDTH}M${x} 0V${HEIGHT}"/><circle cx="${x}" cy="${y}" r="3"/></svg>`
  );
}
