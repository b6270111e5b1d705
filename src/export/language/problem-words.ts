import type { ProblemWords } from '../../media/index.ts';
import type { Words } from './words.ts';

/** Texts of a list of missing files. */
export function problemWords({ text }: Words): ProblemWords {
  return { title: text.files.notWhole, more: (count) => text.files.more({ count }) };
}
