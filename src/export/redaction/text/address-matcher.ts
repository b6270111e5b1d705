import type { FoldedText } from './folded-text.ts';
import { originalRange } from './folded-text.ts';
import type { TextMatch } from './match.ts';

/** `name@domain`, also of chat apps, whose domains are no real ones (`@s.whatsapp.net`, `@lid`). */
const ADDRESS =
  /[\p{L}\p{N}_+](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_+-])?@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,253}[\p{L}\p{N}])?/gu;

/** Finds mail addresses and accounts. */
export class AddressMatcher {
  readonly #labelOf: (address: string) => string | null;

  /** `labelOf`: what takes the place of a folded address; null if it stays. */
  constructor(labelOf: (address: string) => string | null) {
    this.#labelOf = labelOf;
  }

  /** All matches. */
  find(text: FoldedText): TextMatch[] {
    if (!text.folded.includes('@')) return [];
    return [...text.folded.matchAll(ADDRESS)].flatMap((found) => {
      const label = this.#labelOf(found[0]);
      if (label === null) return [];
      const [start, end] = originalRange(text, found.index, found.index + found[0].length);
      return [{ start, end, label }];
    });
  }
}
