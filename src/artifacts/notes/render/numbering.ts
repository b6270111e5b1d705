import type { NoteBlock, NoteParagraph, ParagraphStyle } from '../document.ts';

const LIST_STYLES: ReadonlySet<ParagraphStyle> = new Set(['bulleted', 'dashed', 'numbered', 'checklist']);

/** True for a paragraph of a list. */
export function isListItem(block: NoteBlock): block is NoteParagraph {
  return block.kind === 'paragraph' && LIST_STYLES.has(block.style);
}

/** Numbers the items of lists as Notes shows them: each depth for itself, anew after anything else. */
export class Numbering {
  readonly #counts: number[] = [];

  /** The number of this block where it is a numbered item. Asked for every block, in order. */
  next(block: NoteBlock): number | null {
    const depth = isListItem(block) ? (block.indent ?? 0) : -1;
    this.#counts.length = Math.min(this.#counts.length, depth + 1);
    if (depth < 0) return null;
    if (!isListItem(block) || block.style !== 'numbered') {
      this.#counts.length = Math.min(this.#counts.length, depth);
      return null;
    }
    const number = (this.#counts[depth] ?? 0) + 1;
    this.#counts[depth] = number;
    return number;
  }
}
