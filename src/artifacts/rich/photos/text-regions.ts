const SUFFIX = Buffer.from('OutputRegion');
const CLASSES = ['CRDocument', 'CRBlock', 'CRLine', 'CRWord'] as const;
type RegionClass = (typeof CLASSES)[number];

/** Bytes of a region before its class name: version (u64), 0, length of the name (u64). */
const BEFORE_NAME = 17;
/** Bytes between the class name of a word and its text: three zeros, length of the text (u64). */
const BEFORE_TEXT = 11;

/** A region that is being read. */
interface OpenRegion {
  readonly kind: RegionClass;
  readonly end: number;
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
export function readLines(data: Uint8Array): readonly string[] | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const lines: string[][] = [];
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
      if (parent?.kind === 'CRLine') lines.at(-1)?.push(text);
      at = end;
    } else if (kind === 'CRLine' && parent?.kind !== 'CRBlock') {
      at = end;
    } else {
      if (kind === 'CRLine') lines.push([]);
      path.push(region);
    }
  }
  if (at === 0) return null;
  return lines.map(join).filter((line) => line !== '');
}

/** The next region of a known class; null if there is none. */
function nextRegion(bytes: Buffer, from: number): Region | null {
  for (let found = bytes.indexOf(SUFFIX, from); found !== -1; found = bytes.indexOf(SUFFIX, found + 1)) {
    const kind = CLASSES.find(
      (name) => found >= name.length && bytes.toString('latin1', found - name.length, found) === name,
    );
    if (kind === undefined) continue;
    const start = found - kind.length - BEFORE_NAME;
    const nameEnd = found + SUFFIX.length;
    if (start < 0 || numberAt(bytes, start + 9) !== kind.length + SUFFIX.length) continue;
    // The size precedes a region, but not the outermost.
    const size = start === 0 ? bytes.length : numberAt(bytes, start - 8);
    return { kind, start, end: start + size, nameEnd };
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
