import { fold } from '../../model/fold.ts';

/**
 * What becomes of one cluster (a base character and its marks) of a text:
 * pieces in order, each appended to the current word, standing alone as a token, or ending the word.
 */
export interface FoldedPiece {
  readonly kind: 'word' | 'token' | 'break';
  readonly text: string;
}

/** Scripts written without spaces: each character is a token of its own, and a word of a query a phrase of them. */
const ALONE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3005-\u3007\u30fc]$/u;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}+)$/u;
const WORD = /^[\p{L}\p{N}\p{M}]$/u;
const CHARACTERS = /\p{Regional_Indicator}{2}|[\s\S]/gu;

function classify(character: string): FoldedPiece {
  if (ALONE.test(character) || EMOJI.test(character)) return { kind: 'token', text: character };
  return WORD.test(character) ? { kind: 'word', text: character } : { kind: 'break', text: '' };
}

/** Entries of {@link foldedClusters} before it is emptied: texts use few different clusters, hostile ones must not fill memory. */
const CACHE_LIMIT = 8192;
const foldedClusters = new Map<string, readonly FoldedPiece[]>();

/** Folds one cluster and tells what its pieces are. Remembers. */
export function foldCluster(cluster: string): readonly FoldedPiece[] {
  const known = foldedClusters.get(cluster);
  if (known !== undefined) return known;
  const pieces = (fold(cluster).match(CHARACTERS) ?? []).map(classify);
  if (foldedClusters.size >= CACHE_LIMIT) foldedClusters.clear();
  foldedClusters.set(cluster, pieces);
  return pieces;
}
