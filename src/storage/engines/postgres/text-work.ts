import { render } from '../../search/render.ts';
import { score } from '../../search/score.ts';
import type { TextResult, TextWork } from './text-thread-protocol.ts';

/** Scores or renders texts on the calling thread. */
export function workOnTexts<W extends TextWork>(work: W): TextResult<W> {
  const { clauses } = work;
  const result =
    work.kind === 'score'
      ? work.texts.map(({ text, at }) => score(text, at, { clauses }))
      : work.texts.map((text) => JSON.stringify(render(text, { clauses })));
  return result as TextResult<W>;
}
