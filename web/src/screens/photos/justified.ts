/** How a grid is to look; pixels. */
export interface GridShape {
  readonly width: number;
  /** Height of a row that would be best. */
  readonly rowHeight: number;
  /** Between photos of a day. */
  readonly gap: number;
  /** Between days beside each other. */
  readonly dayGap: number;
  /** Above the first row of a day: its name. */
  readonly labelHeight: number;
  /** Below a day. */
  readonly below: number;
}

/** A row of photos of one day. */
export interface GridRow {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  /** Place of its first photo in the layout. */
  readonly first: number;
  readonly count: number;
}

/** A day: the place of its name, and how far down its photos reach. */
export interface GridDay {
  readonly index: number;
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
}

/** Where everything is. Rows and days go down, those beside each other to the right. */
export interface GridPlan {
  readonly rows: readonly GridRow[];
  readonly days: readonly GridDay[];
  readonly height: number;
}

/** A photo whose shape is not known is taken for a square; a panorama or a long screenshot is cut to fit. */
const UNKNOWN_PERCENT = 100;
const MIN_PERCENT = 45;
const MAX_PERCENT = 320;

/** So much of the width a last row has to fill to be stretched over all of it. */
const NEARLY_FULL = 0.66;

/** So small, in parts of the best height, days beside each other may become to fit one more. */
const MIN_SHRINK = 0.78;

/** So narrow is a day at least: its name has to fit. */
const MIN_DAY_WIDTH = 104;

/** Width by height of a photo as the grid shows it. */
export function shownRatio(percent: number | undefined): number {
  const known = percent === undefined || percent === 0 ? UNKNOWN_PERCENT : percent;
  return Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, known)) / 100;
}

/** A day that fits into one row: it stands beside others of its kind. */
interface ShortDay {
  readonly index: number;
  readonly first: number;
  readonly count: number;
  readonly ratios: number;
}

/**
 * Lays photos out in rows that fill the width, day by day. Days of a few photos share a row. One pass over all photos:
 * a hundred thousand take milliseconds.
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

  /** Whether days that are a little too wide are better made smaller than left with a gap at their end. */
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

/** Sum of the ratios of a day; where it is beyond what fits into one row anyway the rest is not looked at. */
function sumOf(ratios: Uint16Array, first: number, count: number, enough: number): number {
  let sum = 0;
  for (let at = first; at < first + count && sum <= enough; at++) sum += shownRatio(ratios[at]);
  return sum;
}

/** The height at which days beside each other fill the width; those of the least width do not grow with it. */
function fittingHeight(band: readonly ShortDay[], natural: number, { width, rowHeight, gap }: GridShape): number {
  const growing = band.filter(({ ratios, count }) => ratios * rowHeight + (count - 1) * gap > MIN_DAY_WIDTH);
  const sum = growing.reduce((total, { ratios }) => total + ratios, 0);
  return sum === 0 ? rowHeight : rowHeight + (width - natural) / sum;
}

/** The photos of the next row: as many as bring its height nearest to the best one. */
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

/** The first of things that go down whose `key` is at least `value`. */
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
