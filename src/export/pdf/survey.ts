import type { MissingCharacters } from './coverage.ts';
import type { PdfItem } from './item.ts';

/**
 * Limits of one volume, so that typesetting takes less than 512 MiB: some 60 KiB for each item, and three bytes for
 * each pixel of a picture.
 */
const MAX_ITEMS = 2500;
/** What a field or a further paragraph takes, in items. */
const PART_WEIGHT = 0.3;
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

/** What an item adds to a volume. */
interface Size {
  readonly items: number;
  /** In items of one paragraph. */
  readonly weight: number;
  readonly pictures: number;
  readonly text: number;
}

const EMPTY: Size = { items: 0, weight: 0, pictures: 0, text: 0 };

/** Reads all items once, keeping none. `maxItems` makes volumes smaller. */
export async function surveyOf(
  items: AsyncIterable<PdfItem>,
  missing: MissingCharacters,
  maxItems = MAX_ITEMS,
): Promise<Survey> {
  const limits: Size = {
    items: Math.min(maxItems, MAX_ITEMS),
    weight: MAX_ITEMS,
    pictures: MAX_PICTURES,
    text: MAX_TEXT,
  };
  const volumes: number[] = [];
  const leftOut = new Map<string, number>();
  let [first, last]: [number | null, number | null] = [null, null];
  let volume = EMPTY;
  for await (const item of items) {
    const size = sizeOf(item, missing);
    const larger = sum(volume, size);
    if (volume.items > 0 && !fits(larger, limits)) {
      volumes.push(volume.items);
      volume = size;
    } else {
      volume = larger;
    }
    for (const reason of item.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    if (item.at === null) continue;
    first = Math.min(first ?? item.at, item.at);
    last = Math.max(last ?? item.at, item.at);
  }
  volumes.push(volume.items);
  const count = volumes.reduce((all, each) => all + each, 0);
  return { count, volumes, first, last, leftOut, missing };
}

function sum(one: Size, other: Size): Size {
  return {
    items: one.items + other.items,
    weight: one.weight + other.weight,
    pictures: one.pictures + other.pictures,
    text: one.text + other.text,
  };
}

function fits(size: Size, limits: Size): boolean {
  return (
    size.items <= limits.items &&
    size.weight <= limits.weight &&
    size.pictures <= limits.pictures &&
    size.text <= limits.text
  );
}

function sizeOf({ lines, head, tail, fields }: PdfItem, missing: MissingCharacters): Size {
  let [pictures, text] = [0, 0];
  const add = (words: string): void => {
    text += words.length;
    missing.shown(words);
  };
  for (const line of lines) {
    if (!('runs' in line)) pictures++;
    else for (const run of line.runs) add(typeof run === 'string' ? run : run.text);
  }
  for (const words of [head, tail, ...fields.flat()]) add(words);
  return { items: 1, weight: 1 + PART_WEIGHT * (Math.max(0, lines.length - 1) + fields.length), pictures, text };
}
