import type { FoldedText } from './folded-text.ts';
import { originalRange } from './folded-text.ts';
import type { TextMatch } from './match.ts';

/** A pair of decimal degrees, as in links to maps. */
const DEGREES = /[-+]?\d{1,3}[.,]\d{3,}°?(?:\s*[,;/+]\s*|%2c|\s+)[-+]?\d{1,3}[.,]\d{3,}°?/g;
/** 48°08'14.2"N 11°34'31.1"E */
const MINUTES = /\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:[.,]\d+)?\s*(?:["″”]|'')\s*)?[nsewo]\b/g;

/** Coordinates in texts. */
export function findPlaces(text: FoldedText, label: string): TextMatch[] {
  return [DEGREES, MINUTES].flatMap((pattern) =>
    [...text.folded.matchAll(pattern)].map((found) => {
      const [start, end] = originalRange(text, found.index, found.index + found[0].length);
      return { start, end, label };
    }),
  );
}
