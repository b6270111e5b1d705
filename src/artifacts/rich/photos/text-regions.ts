import { ByteSearch } from './byte-search.ts';

const SUFFIX = new ByteSearch(Buffer.from('OutputRegion'));
/** Classes of regions, the most frequent first. */
const CLASSES = (['CRWord', 'CRLine', 'CRBlock', 'CRDocument'] as const).map((name) => ({
  name,
  bytes: Buffer.from(name),
}));
type RegionClass = (typeof CLASSES)[number]['name'];

/** Bytes of a region before its class name: version (u64), 0, length of the name (u64). */
const BEFORE_NAME = 17;
/** Bytes between the class name of a word and its text: three zeros, length of the text (u64). */
const BEFORE_TEXT = 11;

/** Bytes between the class name of a line and its geometry: no text (0, 1, 0), size of the geometry (u64). */
const BEFORE_GEOMETRY = 11;
/** Size of the geometry, and where the corners are in it: after what precedes them, as doubles. */
const GEOMETRY = 105;
const BEFORE_CORNERS = 25;
/** Numbers of the geometry before width and height of the picture: x and y of four corners. */
const CORNER_NUMBERS = 8;

/** Maximum number of other words kept of a picture. */
const MAX_OTHERS = 2000;

/** Corners in fractions of width and height of the upright picture: upper left, upper right, lower right, lower left. */
export type Corners = readonly number[];

/** A line of text in a picture. */
export interface TextLine {
  readonly text: string;
  /** x and y of each corner; null if unknown. */
  readonly corners: Corners | null;
}

/** The text of a picture. */
export interface PictureText {
  readonly lines: readonly TextLine[];
  /** Words of less likely readings which are not in the text. */
  readonly otherWords: readonly string[];
}

/** A region that is being read. */
interface OpenRegion {
  readonly kind: RegionClass;
  readonly end: number;
  /** True for another reading of a line. */
  readonly isOther?: boolean;
}

interface Region extends OpenRegion {
  readonly nameEnd: number;
  readonly start: number;
}

/** Scripts written without spaces between words. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const UNSPACED_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/**
 * Reads the lines of a `CRDocumentOutputRegion` in its order (docs/format/photos.md, "Text in photos"): the words of
 * the lines of its blocks. Lines inside lines are other readings of them; lines outside blocks repeat others. Regions
 * are found by their class names and sizes, so that fields between them may differ.
 *
 * @returns null if it is damaged or something else
 */
export function readText(data: Uint8Array): PictureText | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const lines: { readonly words: string[]; readonly corners: Corners | null }[] = [];
  const others = new Set<string>();
  const path: OpenRegion[] = [];
  let at = 0;
  for (let region = nextRegion(bytes, at); region !== null; region = nextRegion(bytes, at)) {
    const { kind, start, end, nameEnd } = region;
    while ((path.at(-1)?.end ?? end) <= start) path.pop();
    const parent = path.at(-1);
    const isFirst = parent === undefined;
    if (isFirst !== (kind === 'CRDocument' && start === 0)) return null;
    if (end < nameEnd || end > (parent?.end ?? bytes.length)) return null;
    at = nameEnd;
    if (kind === 'CRWord') {
      const text = textOf(bytes, nameEnd, end);
      if (text === null) return null;
      if (parent?.isOther === true) {
        if (others.size < MAX_OTHERS) others.add(text);
      } else if (parent?.kind === 'CRLine') lines.at(-1)?.words.push(text);
      at = end;
    } else if (kind === 'CRLine' && parent?.kind === 'CRLine' && parent.isOther !== true) {
      path.push({ kind, end, isOther: true });
    } else if (kind === 'CRLine' && parent?.kind !== 'CRBlock') {
      at = end;
    } else {
      if (kind === 'CRLine') lines.push({ words: [], corners: cornersOf(bytes, nameEnd, end) });
      path.push(region);
    }
  }
  if (at === 0) return null;
  for (const { words } of lines) for (const word of words) others.delete(word);
  return {
    lines: lines.map(({ words, corners }) => ({ text: join(words), corners })).filter(({ text }) => text !== ''),
    otherWords: [...others],
  };
}

/** The corners of a line; null if its geometry is in another form. */
function cornersOf(bytes: Buffer, nameEnd: number, end: number): Corners | null {
  const geometry = nameEnd + BEFORE_GEOMETRY;
  if (geometry + GEOMETRY > end || bytes.readUIntBE(nameEnd, 3) !== 0x00_01_00) return null;
  if (numberAt(bytes, nameEnd + 3) !== GEOMETRY) return null;
  const first = geometry + BEFORE_CORNERS;
  const width = bytes.readDoubleLE(first + CORNER_NUMBERS * 8);
  const height = bytes.readDoubleLE(first + (CORNER_NUMBERS + 1) * 8);
  if (!(width > 0 && height > 0)) return null;
  const corners: number[] = [];
  for (let index = 0; index < CORNER_NUMBERS; index++) {
    const value = bytes.readDoubleLE(first + index * 8) / (index % 2 === 0 ? width : height);
    // A corner can be a little outside.
    if (!(value >= -1 && value <= 2)) return null;
    corners.push(rounded(value));
  }
  return corners;
}

/** The value with four decimals. */
function rounded(value: number): number {
  const parts = value * 10_000;
  const nearest = Math.round(parts);
  // Near the middle of two, the product may be on the other side of it.
  return Math.abs(parts - nearest) < 0.499 ? nearest / 10_000 : Number(value.toFixed(4));
}

/** The next region of a known class; null if there is none. */
function nextRegion(bytes: Buffer, from: number): Region | null {
  for (let found = SUFFIX.in(bytes, from); found !== -1; found = SUFFIX.in(bytes, found + 1)) {
    const kind = classBefore(bytes, found);
    if (kind === null) continue;
    const start = found - kind.length - BEFORE_NAME;
    const nameEnd = found + SUFFIX.length;
    if (start < 0 || numberAt(bytes, start + 9) !== kind.length + SUFFIX.length) continue;
    // The size precedes a region, but not the outermost.
    const size = start === 0 ? bytes.length : numberAt(bytes, start - 8);
    return { kind, start, end: start + size, nameEnd };
  }
  return null;
}

/** The class whose name ends there; null for another. */
function classBefore(bytes: Buffer, end: number): RegionClass | null {
  for (const { name, bytes: wanted } of CLASSES) {
    const start = end - wanted.length;
    let same = wanted.length;
    while (same > 0 && bytes[start + same - 1] === wanted[same - 1]) same--;
    if (same === 0) return name;
  }
  return null;
}

/** The text of a word; null if it is outside it. */
function textOf(bytes: Buffer, nameEnd: number, end: number): string | null {
  const start = nameEnd + BEFORE_TEXT;
  if (start > end || bytes.readUIntLE(nameEnd, 3) !== 0) return null;
  const length = numberAt(bytes, nameEnd + 3);
  return start + length <= end ? bytes.toString('utf8', start, start + length) : null;
}

/** An unsigned number of 64 bits; those beyond 2^53 are imprecise, and larger than any file. */
function numberAt(bytes: Buffer, at: number): number {
  if (at < 0 || at + 8 > bytes.length) return Number.POSITIVE_INFINITY;
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 0x1_0000_0000;
}

function join(words: readonly string[]): string {
  let line = '';
  let last = '';
  for (const word of words) {
    const isSpaced = line !== '' && !(UNSPACED_END.test(last) && UNSPACED.test(word));
    line += isSpaced ? ` ${word}` : word;
    last = word.slice(-2);
  }
  return line.trim();
}
