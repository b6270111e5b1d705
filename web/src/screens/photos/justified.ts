/** Layout parameters of the grid, in pixels. */
export interface GridShape {
  readonly width: number;
  /** Preferred height of a row. */
  readonly rowHeight: number;
  /** Gap between photos of a day. */
  readonly gap: number;
  /** Gap between days next to each other. */
  readonly dayGap: number;
  /** Height of the date above the first row of a day. */
  readonly labelHeight: number;
  /** Gap below a day. */
  readonly below: number;
}

/** A row of photos of one day. */
export interface GridRow {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  /** Index of its first photo in the layout. */
  readonly first: number;
  readonly count: number;
}

/** A day: position of its date, and the end of its photos. */
export interface GridDay {
  readonly index: number;
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
}

/** Positions of rows and days, ordered from top to bottom, then from left to right. */
export interface GridPlan {
  readonly rows: readonly GridRow[];
  readonly days: readonly GridDay[];
  readonly height: number;
}

/** Aspect ratio in percent of a photo of unknown size. Panoramas and long screenshots are cropped. */
const UNKNOWN_PERCENT = 100;
const MIN_PERCENT = 45;
const MAX_PERCENT = 320;

/** Minimum fraction of the width of a last row that is stretched to the full width. */
const NEARLY_FULL = 0.66;

/** Minimum height, as a fraction of the preferred height, of days next to each other. */
const MIN_SHRINK = 0.78;

/** Minimum width of a day, for its date. */
const MIN_DAY_WIDTH = 104;

/** Aspect ratio of a photo in the grid. */
export function shownRatio(percent: number | undefined): number {
  const known = percent === undefined || percent === 0 ? UNKNOWN_PERCENT : percent;
  return Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, known)) / 100;
}

/** A day that fits into one row, which is placed next to others. */
interface ShortDay {
  readonly index: number;
  readonly first: number;
  readonly count: number;
  readonly ratios: number;
}

/**
 * Lays out photos in rows that fill the width, by day. Days of a few photos share a row. One pass over all photos: a
 * hundred thousand take milliseconds.
 */
export function planGrid(ratios: Uint16Array, counts: readonly number[], shape: GridShape): GridPlan {
  const { width, rowHeight, gap, dayGap, labelHeight, below } = shape;
  const rows: GridRow[] = [];
  const days: GridDay[] = [];
  let top = 0;
  let short: ShortDay[] = [];

  const widthOf = ({ ratios: sum, count }: ShortDay, height: number): number =>
    Math.max(MIN_DAY_WIDTH, sum * height + (count - 1) * gap);
  const widthOfAll = (band: readonly ShortDay[], height: number): number =>
    band.reduce((sum, day) => sum + widthOf(day, height), (band.length - 1) * dayGap);

  const placeShort = (): void => {
    if (short.length === 0) return;
    const natural = widthOfAll(short, rowHeight);
    const height = natural > width * NEARLY_FULL ? fittingHeight(short, natural, shape) : rowHeight;
    let left = 0;
    for (const day of short) {
      const dayWidth = Math.min(width - left, widthOf(day, height));
      const bottom = top + labelHeight + height;
      days.push({ index: day.index, top, left, width: dayWidth, bottom });
      rows.push({ top: top + labelHeight, left, height, first: day.first, count: day.count });
      left += dayWidth + dayGap;
    }
    top += labelHeight + height + below;
    short = [];
  };

  /** True if days that are slightly too wide should be shrunk instead of leaving a gap. */
  const fitsBetter = (band: readonly ShortDay[], day: ShortDay, natural: number): boolean => {
    const smaller = fittingHeight([...band, day], natural, shape) / rowHeight;
    const larger = fittingHeight(band, widthOfAll(band, rowHeight), shape) / rowHeight;
    return smaller >= MIN_SHRINK && 1 / smaller < larger;
  };

  let first = 0;
  for (const [index, count] of counts.entries()) {
    const sum = sumOf(ratios, first, count, width / rowHeight);
    const day: ShortDay = { index, first, count, ratios: sum };
    if (sum * rowHeight + (count - 1) * gap <= width) {
      const natural = widthOfAll([...short, day], rowHeight);
      if (natural > width && !fitsBetter(short, day, natural)) placeShort();
      short.push(day);
    } else {
      placeShort();
      const dayTop = top;
      top += labelHeight;
      for (let at = first; at < first + count; ) {
        const row = fillRow(ratios, at, first + count, shape);
        rows.push({ top, left: 0, height: row.height, first: at, count: row.count });
        top += row.height + gap;
        at += row.count;
      }
      top += below - gap;
      days.push({ index, top: dayTop, left: 0, width, bottom: top - below });
    }
    first += count;
  }
  placeShort();
  return { rows, days, height: top };
}

/** Sum of the aspect ratios of a day; stops when it exceeds one row. */
function sumOf(ratios: Uint16Array, first: number, count: number, enough: number): number {
  let sum = 0;
  for (let at = first; at < first + count && sum <= enough; at++) sum += shownRatio(ratios[at]);
  return sum;
}

/** The height at which days next to each other fill the width; those of minimum width do not grow. */
function fittingHeight(band: readonly ShortDay[], natural: number, { width, rowHeight, gap }: GridShape): number {
  const growing = band.filter(({ ratios, count }) => ratios * rowHeight + (count - 1) * gap > MIN_DAY_WIDTH);
  const sum = growing.reduce((total, { ratios }) => total + ratios, 0);
  return sum === 0 ? rowHeight : rowHeight + (width - natural) / sum;
}

/** The photos of the next row: as many as give a height nearest to the preferred one. */
function fillRow(
  ratios: Uint16Array,
  from: number,
  end: number,
  { width, rowHeight, gap }: GridShape,
): { readonly count: number; readonly height: number } {
  let sum = 0;
  let previous = Number.POSITIVE_INFINITY;
  for (let at = from; at < end; at++) {
    sum += shownRatio(ratios[at]);
    const count = at - from + 1;
    const height = (width - (count - 1) * gap) / sum;
    if (height <= rowHeight) {
      const isTaller = count > 1 && previous - rowHeight < rowHeight - height;
      return isTaller ? { count: count - 1, height: previous } : { count, height };
    }
    previous = height;
  }
  const count = end - from;
  return { count, height: rowHeight / previous > NEARLY_FULL ? previous : rowHeight };
}

/** Index of the first item whose ascending `key` is at least `value`. */
export function firstAtLeast<T>(things: readonly T[], value: number, key: (thing: T) => number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const thing = things[middle];
    if (thing !== undefined && key(thing) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
