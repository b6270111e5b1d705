import { fold } from '../../model/fold.ts';

/**
 * Result of folding one cluster (a base character and its marks): pieces in order, each appended to the current word, a
 * token of its own, or ending the word.
 */
export interface FoldedPiece {
  readonly kind: 'word' | 'token' | 'break';
  readonly text: string;
}

/** Scripts written without spaces: each character is a token, and a word of a query is a phrase of them. */
const ALONE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3005-\u3007\u30fc]$/u;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}+)$/u;
const WORD = /^[\p{L}\p{N}\p{M}]$/u;
const CHARACTERS = /\p{Regional_Indicator}{2}|[\s\S]/gu;

function classify(character: string): FoldedPiece {
  if (ALONE.test(character) || EMOJI.test(character)) return { kind: 'token', text: character };
  return WORD.test(character) ? { kind: 'word', text: character } : { kind: 'break', text: '' };
}

/** Maximum number of cached clusters: texts use few different ones, and hostile ones must not fill memory. */
const CACHE_LIMIT = 8192;
const foldedClusters = new Map<string, readonly FoldedPiece[]>();

/** Folds one cluster and classifies its pieces. Cached. */
export function foldCluster(cluster: string): readonly FoldedPiece[] {
  const known = foldedClusters.get(cluster);
  if (known !== undefined) return known;
  const pieces = (fold(cluster).match(CHARACTERS) ?? []).map(classify);
  if (foldedClusters.size >= CACHE_LIMIT) foldedClusters.clear();
  foldedClusters.set(cluster, pieces);
  return pieces;
}
