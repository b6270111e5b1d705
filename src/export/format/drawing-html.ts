import type { DrawingView } from '../../contract/chat.ts';
import { drawingWords } from '../language/sentences.ts';
import type { Words } from '../language/words.ts';
import { escapeHtml } from './html.ts';

/** Longer side of a drawing in CSS pixels. */
const SIZE = 260;

/**
 * A drawing as inline SVG: handwriting in the colour of text, Digital Touch on black. Empty if nothing is drawn. With
 * `isOver` it is to be placed over a picture: without a ground and a size of its own.
 */
export function drawingHtml(drawing: DrawingView, words: Words, isOver = false): string {
  const { kind, width, height, paths } = drawing;
  if (paths.length === 0) return '';
  const scale = SIZE / Math.max(width, height);
  const size = isOver ? '' : ` width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
  const ground = kind === 'handwriting' || isOver ? '' : `<rect width="${width}" height="${height}" fill="#000"/>`;
  const drawn = paths.map(({ d, width: pen, colour = 'currentColor' }) => {
    const paint =
      pen === undefined
        ? `fill="${escapeHtml(colour)}"`
        : `fill="none" stroke="${escapeHtml(colour)}" stroke-width="${pen}"`;
    return `<path d="${escapeHtml(d)}" ${paint}/>`;
  });
  return (
    `<svg role="img" aria-label="${escapeHtml(drawingWords(drawing, words))}" viewBox="0 0 ${width} ${height}"${size} ` +
    `stroke-linecap="round" stroke-linejoin="round">${ground}${drawn.join('')}</svg>`
  );
}
