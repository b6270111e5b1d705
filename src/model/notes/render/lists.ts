import type { NoteBlock, ParagraphStyle } from '../document.ts';

const LIST_STYLES: ReadonlySet<ParagraphStyle> = new Set(['bulleted', 'dashed', 'numbered', 'checklist']);

/** True for a list paragraph. */
export function isListItem(block: NoteBlock): boolean {
  return block.kind === 'paragraph' && LIST_STYLES.has(block.style);
}

/** Position of a block in lists. */
export interface ListPlace {
  /** Number of enclosing lists, regardless of their indentation: 0 for the outermost list and outside of lists. */
  readonly depth: number;
  /** The number of a numbered item. */
  readonly number: number | null;
}

const OUTSIDE: ListPlace = { depth: 0, number: null };

/** Tracks lists from block to block and numbers their items like Notes: numbering restarts after any other block, at 1 or what the first item says. */
export class Lists {
  /** Open lists, outermost first. */
  readonly #open: { readonly indent: number; count: number }[] = [];

  /** The position of the next block. Must be called for every block in order. */
  next(block: NoteBlock): ListPlace {
    if (block.kind === 'table' || !isListItem(block)) {
      this.#open.length = 0;
      return OUTSIDE;
    }
    const indent = block.indent ?? 0;
    while ((this.#open.at(-1)?.indent ?? -1) > indent) this.#open.pop();
    let list = this.#open.at(-1);
    if (list?.indent !== indent) {
      list = { indent, count: 0 };
      this.#open.push(list);
    }
    list.count = block.style !== 'numbered' ? 0 : list.count === 0 ? (block.start ?? 1) : list.count + 1;
    return { depth: this.#open.length - 1, number: list.count === 0 ? null : list.count };
  }
}
