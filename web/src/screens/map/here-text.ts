import type { Texts } from '../../i18n/texts.ts';

/** What is at a place of the map: `3 photos, 1 other place`. */
export function hereText(photos: number, others: number, { map }: Texts): string {
  if (others === 0) return map.here.photos({ count: photos });
  return photos === 0 ? map.here.places({ count: others }) : map.here.both({ photos, others });
}
