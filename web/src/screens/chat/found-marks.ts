import type { FoundMessageView } from '../../../../src/contract/chat.ts';
import type { TextMark } from './text-pieces.ts';

/** Ranges of search hits in a message's text. The server marks them in a snippet of the text on one line. */
export function foundMarks(text: string | null, hit: FoundMessageView | undefined): TextMark[] {
  if (text === null || hit === undefined) return [];
  const line = text.replace(/[\s\ufffc]/g, ' ');
  const { snippet, highlights } = hit;
  const body = snippet.replace(/^…/, '').replace(/…$/, '');
  for (const [part, lead] of [
    [snippet, 0],
    [body, snippet.startsWith('…') ? 1 : 0],
  ] as const) {
    const place = line.indexOf(part);
    if (place === -1 || part === '') continue;
    return highlights.map(([start, end]) => ({ start: start - lead + place, length: end - start, isFound: true }));
  }
  return [];
}
