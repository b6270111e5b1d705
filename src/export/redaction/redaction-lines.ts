import type { RedactionSummary } from '../../contract/redaction.ts';
import type { Words } from '../language/words.ts';

/** What a redaction did and what it cannot do, as lines of an export's description. */
export function redactionLines(redacted: RedactionSummary, { text, list }: Words): string[] {
  const { people, numbers, words, replacements, places, kinds, pictures, recordings, documents } = redacted;
  const { lines } = text.redaction;
  const removed = [
    ...(people === 0 ? [] : [lines.people({ count: people })]),
    ...(words === 0 ? [] : [lines.words({ count: words })]),
    ...(numbers === 0 ? [] : [lines.numbers({ count: numbers })]),
    ...(places === 'remove' ? [lines.places] : []),
    ...(kinds.length === 0 ? [] : [lines.kinds({ names: kinds.join(', ') })]),
  ];
  const unseen = [
    ...(pictures === 'keep' ? [lines.shown] : pictures === 'blur' ? [lines.shapes] : []),
    ...(recordings === 'keep' ? [lines.said] : []),
    lines.handwriting,
    lines.context,
  ];
  return [
    lines.done({ what: removed.length === 0 ? lines.nothing : list(removed), count: replacements }),
    lines.files({
      pictures: lines.pictureStates[pictures],
      recordings: lines.fileStates[recordings],
      documents: lines.fileStates[documents],
    }),
    lines.searched({ what: list(unseen) }),
    ...(redacted.notSearched.length === 0 ? [] : [lines.notSearched({ names: list(redacted.notSearched) })]),
    lines.digests,
  ];
}
