import type { ParsedQuery } from '../../search/parsed-query.ts';

/** A text to score, and its time (UTC milliseconds). */
export interface ScoredText {
  readonly text: string;
  readonly at: number | null;
}

/** A request to the text thread. */
export type TextWork = { readonly clauses: ParsedQuery['clauses'] } & (
  | { readonly kind: 'score'; readonly texts: readonly ScoredText[] }
  | { readonly kind: 'render'; readonly texts: readonly string[] }
);

/** For each text its score, or JSON of its `Rendering`. */
export type TextResult<W extends TextWork> = W['kind'] extends 'score' ? number[] : string[];

/** A message to the thread. */
export interface TextRequest {
  readonly id: number;
  readonly work: TextWork;
}

/** The thread's response. */
export type TextReply =
  | { readonly id: number; readonly result: number[] | string[] }
  | { readonly id: number; readonly failure: string };
