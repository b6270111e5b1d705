import type { MissingCharacters } from './coverage.ts';
import type { PdfItem } from './item.ts';

/**
 * Limits of one volume, so that typesetting takes less than 512 MiB: some 60 KiB for each item, and three bytes for
 * each pixel of a picture.
 */
const MAX_ITEMS = 2500;
const MAX_PICTURES = 125;
/** Maximum number of UTF-16 code units of text in a volume. */
const MAX_TEXT = 2_000_000;

/** What a first reading of the items found: the cover comes before them. */
export interface Survey {
  readonly count: number;
  /** Number of items of each volume; one, which may be empty, at least. */
  readonly volumes: readonly number[];
  /** UTC milliseconds of the first and last item with a time. */
  readonly first: number | null;
  readonly last: number | null;
  /** Number of files that are not shown, by reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly missing: MissingCharacters;
}

/** Reads all items once, keeping none. `maxItems` makes volumes smaller. */
export async function surveyOf(
  items: AsyncIterable<PdfItem>,
  missing: MissingCharacters,
  maxItems = MAX_ITEMS,
): Promise<Survey> {
  const volumes = [0];
  const leftOut = new Map<string, number>();
  let [first, last]: [number | null, number | null] = [null, null];
  let [count, pictures, text] = [0, 0, 0];
  for await (const item of items) {
    const size = sizeOf(item, missing);
    const current = volumes.at(-1) ?? 0;
    const isFull =
      current >= Math.min(maxItems, MAX_ITEMS) ||
      pictures + size.pictures > MAX_PICTURES ||
      text + size.text > MAX_TEXT;
    if (isFull && current > 0) {
      volumes.push(1);
      [pictures, text] = [size.pictures, size.text];
    } else {
      volumes[volumes.length - 1] = current + 1;
      pictures += size.pictures;
      text += size.text;
    }
    count++;
    for (const reason of item.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    if (item.at === null) continue;
    first = Math.min(first ?? item.at, item.at);
    last = Math.max(last ?? item.at, item.at);
  }
  return { count, volumes, first, last, leftOut, missing };
}

function sizeOf(item: PdfItem, missing: MissingCharacters): { readonly pictures: number; readonly text: number } {
  let [pictures, text] = [0, 0];
  const add = (words: string): void => {
    text += words.length;
    missing.shown(words);
  };
  for (const line of item.lines) {
    if (!('runs' in line)) pictures++;
    else for (const run of line.runs) add(typeof run === 'string' ? run : run.text);
  }
  for (const words of [item.head, item.tail, ...item.fields.flat()]) add(words);
  return { pictures, text };
}
