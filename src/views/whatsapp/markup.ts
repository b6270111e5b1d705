type Style = 'bold' | 'italic' | 'strikethrough' | 'monospace' | 'marker';

/** A run of a text with its styles; `marker` is a character that is not shown. */
export interface MarkupRun {
  readonly start: number;
  readonly length: number;
  readonly styles: readonly Style[];
}

/** A text between two markers. Offsets are those of the markers, in UTF-16 code units. */
interface Pair {
  readonly style: Style;
  readonly open: number;
  readonly close: number;
  /** Length of each marker. */
  readonly size: number;
}

const STYLE_OF: ReadonlyMap<string | undefined, Style> = new Map([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
]);
const MONOSPACE = '```';

/** Maximum length of a text in WhatsApp, in UTF-16 code units, and of marked up stretches in it that are rendered. */
const MAX_TEXT = 65_536;
const MAX_PAIRS = 1_000;

/** A URL, in which markers mean themselves. */
const LINK = /https?:\/\/\S*[^\s*_~]/giu;

/** True for a text with a character that marks up others. */
export function mayHaveMarkup(text: string): boolean {
  return /[*_~`]/.test(text);
}

/**
 * The runs of a text marked up as in WhatsApp, which cover it exactly: `*bold*`, `_italic_` and `~struck~` within a
 * line, and text between three backticks, in which other markers mean themselves. Markers stand at the edges of words.
 * Empty for text without markup. Takes linear time.
 */
export function markupRuns(text: string): readonly MarkupRun[] {
  if (!mayHaveMarkup(text) || text.length > MAX_TEXT) return [];
  const pairs = [...pairsOf(text).take(MAX_PAIRS)];
  return pairs.length === 0 ? [] : runsOf(text, pairs);
}

function* pairsOf(text: string): Generator<Pair> {
  let from = 0;
  for (const block of monospaceIn(text)) {
    yield* pairsIn(text, from, block.open);
    yield block;
    from = block.close + block.size;
  }
  yield* pairsIn(text, from, text.length);
}

function* monospaceIn(text: string): Generator<Pair> {
  const { length: size } = MONOSPACE;
  for (let open = text.indexOf(MONOSPACE); open !== -1; open = text.indexOf(MONOSPACE, open + size)) {
    if (endsInWord(text, open)) continue;
    let close = text.indexOf(MONOSPACE, open + size);
    while (close !== -1 && (beginsWord(text, close + size) || text.slice(open + size, close).trim() === '')) {
      close = text.indexOf(MONOSPACE, close + 1);
    }
    // What closes none closes no later one either.
    if (close === -1) return;
    yield { style: 'monospace', open, close, size };
    open = close;
  }
}

/** Pairs of one-character markers between two offsets. None overlap: the one that closes first is used. */
function* pairsIn(text: string, from: number, to: number): Generator<Pair> {
  const links = Array.from(text.slice(from, to).matchAll(LINK), ({ 0: { length }, index }) => {
    return { start: from + index, end: from + index + length };
  });
  let link = 0;
  let lastVisible = -1;
  // Each style at most once.
  let opened: { readonly style: Style; readonly open: number }[] = [];
  for (let at = from; at < to; at++) {
    if (text[at] === '\n') opened = [];
    const style = STYLE_OF.get(text[at]);
    if (style === undefined) {
      if (!isSpace(text, at)) lastVisible = at;
      continue;
    }
    while ((links[link]?.end ?? to) <= at) link++;
    if ((links[link]?.start ?? to) <= at) continue;
    const index = opened.findIndex((one) => one.style === style);
    const open = opened[index]?.open;
    if (open === undefined) {
      if (at + 1 < to && !isSpace(text, at + 1) && !endsInWord(text, at)) opened.push({ style, open: at });
    } else if (open < lastVisible && !isSpace(text, at - 1) && !beginsWord(text, at + 1)) {
      yield { style, open, close: at, size: 1 };
      opened = opened.slice(0, index);
    }
  }
}

function runsOf(text: string, pairs: readonly Pair[]): MarkupRun[] {
  const changes = pairs
    .flatMap(({ style, open, close, size }) => [
      { at: open, style: 'marker' as const, by: 1 },
      { at: open + size, style: 'marker' as const, by: -1 },
      { at: open + size, style, by: 1 },
      { at: close, style, by: -1 },
      { at: close, style: 'marker' as const, by: 1 },
      { at: close + size, style: 'marker' as const, by: -1 },
    ])
    .toSorted((one, other) => one.at - other.at);
  const active = new Map<Style, number>();
  const runs: MarkupRun[] = [];
  let start = 0;
  for (const { at, style, by } of [...changes, { at: text.length, style: 'marker' as const, by: 0 }]) {
    if (at > start) {
      const styles = [...active].flatMap(([style, count]) => (count > 0 ? [style] : []));
      runs.push({ start, length: at - start, styles });
      start = at;
    }
    active.set(style, (active.get(style) ?? 0) + by);
  }
  return runs;
}

function isSpace(text: string, at: number): boolean {
  return /\s/u.test(text[at] ?? '');
}

function endsInWord(text: string, end: number): boolean {
  return /[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, end - 2), end));
}

function beginsWord(text: string, start: number): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(text.slice(start, start + 2));
}
