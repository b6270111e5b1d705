import { fold } from '../../../model/fold.ts';

/** A text as it is compared, with the place of each of its characters in the original. */
export interface FoldedText {
  readonly folded: string;
  /** Position in the original of each character of {@link folded}, and its length at the end. */
  readonly starts: ArrayLike<number>;
}

/** Text whose folded form has the same length: letters, digits and signs of ASCII. */
const ASCII = /^[\0-\x7f]*$/;

/** Joiners, zero-width spaces and marks of byte order. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

/** Number of characters whose folded form is kept. */
const MAX_KEPT = 20_000;
const known = new Map<string, string>();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Positions 0, 1, 2 …, shared by all texts of ASCII. */
let identity = Uint32Array.from({ length: 1024 }, (_, index) => index);

/** A name or word as it is compared. */
export function foldedForm(form: string): string {
  return fold(form).replace(INVISIBLE, '');
}

/** Folds a text like the search does, so that spellings that a reader takes for the same are found. */
export function foldedText(text: string): FoldedText {
  if (ASCII.test(text)) return { folded: text.toLowerCase(), starts: positionsUpTo(text.length) };
  // Only composed characters fold one by one.
  const pieces = text.normalize('NFC') === text ? text : Array.from(graphemes.segment(text), ({ segment }) => segment);
  const starts: number[] = [];
  let folded = '';
  let at = 0;
  for (const piece of pieces) {
    const plain = foldedPiece(piece);
    for (let index = 0; index < plain.length; index++) starts.push(at);
    folded += plain;
    at += piece.length;
  }
  starts.push(text.length);
  return { folded, starts };
}

/** The range of the original for a range of the folded text. */
export function originalRange({ starts }: FoldedText, start: number, end: number): readonly [number, number] {
  let last = end;
  // One character can fold to several (ß to ss): none is cut in the middle.
  const final = starts.length - 1;
  while (last < final && last > start && starts[last] === starts[last - 1]) last++;
  return [starts[start] as number, starts[last] as number];
}

function positionsUpTo(length: number): Uint32Array {
  if (length >= identity.length) identity = Uint32Array.from({ length: length * 2 }, (_, index) => index);
  return identity;
}

function foldedPiece(piece: string): string {
  let plain = known.get(piece);
  if (plain === undefined) {
    if (known.size >= MAX_KEPT) known.clear();
    plain = foldedForm(piece);
    known.set(piece, plain);
  }
  return plain;
}
