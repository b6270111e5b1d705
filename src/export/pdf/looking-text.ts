import type { BubblePiece } from '../../views/index.ts';
import { isOwnLink } from '../format/link-html.ts';
import type { LookingText } from './text-lines.ts';

/** The words of a piece of a message with their look; null for a file. */
export function lookingText(piece: BubblePiece): LookingText | null {
  if (typeof piece === 'string') return { text: piece };
  if (!('words' in piece)) return null;
  const { words, styles, link, recognised } = piece;
  return {
    // Markup is not shown where styles are.
    text: styles.includes('marker') ? '' : words,
    ...(styles.includes('bold') || styles.includes('mention') ? { isBold: true } : {}),
    ...(styles.includes('italic') ? { isItalic: true } : {}),
    ...(styles.includes('underline') ? { isUnderlined: true } : {}),
    ...(styles.includes('strikethrough') ? { isStruck: true } : {}),
    ...(recognised === null ? {} : { isMarked: true }),
    ...(link !== null && isOwnLink(link) && URL.canParse(link) ? { url: link } : {}),
  };
}
