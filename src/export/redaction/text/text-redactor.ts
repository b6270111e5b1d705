import type { AddressMatcher } from './address-matcher.ts';
import { foldedText } from './folded-text.ts';
import { joinOverlaps, type ReplacedText, replaceMatches, type TextMatch } from './match.ts';
import type { NameMatcher } from './name-matcher.ts';
import type { NumberMatcher } from './number-matcher.ts';
import { findPlaces } from './place-matcher.ts';

/** What a {@link TextRedactor} looks for. */
export interface TextRules {
  readonly names: NameMatcher;
  readonly numbers: NumberMatcher;
  readonly addresses: AddressMatcher;
  /** What takes the place of coordinates; null if they stay. */
  readonly place: string | null;
}

/** An encoded character of an address, as in `tel:%2B49…`. */
const ENCODED = /%[0-9a-f]{2}/i;

/** Replaces names, numbers, addresses, words and places in texts. */
export class TextRedactor {
  readonly #rules: TextRules;
  readonly #onMatch: (label: string) => void;

  /** `onMatch` is called for each replacement. */
  constructor(rules: TextRules, onMatch: (label: string) => void = () => undefined) {
    this.#rules = rules;
    this.#onMatch = onMatch;
  }

  /** The text without what was removed, and what was replaced in it. */
  replace(text: string): ReplacedText {
    const found = this.#find(text);
    const matches = joinOverlaps(ENCODED.test(text) ? [...found, ...this.#findEncoded(text)] : found);
    for (const { label } of matches) this.#onMatch(label);
    return { text: matches.length === 0 ? text : replaceMatches(text, matches), matches };
  }

  /** Shortcut for the text alone. */
  text(text: string): string {
    return this.replace(text).text;
  }

  #find(text: string): TextMatch[] {
    const { names, numbers, addresses, place } = this.#rules;
    const folded = foldedText(text);
    return [
      ...addresses.find(folded),
      ...numbers.find(folded),
      ...names.find(text, folded),
      ...(place === null ? [] : findPlaces(folded, place)),
    ];
  }

  /** Percent-encoded words, which are decoded where they contain what is removed. */
  #findEncoded(text: string): TextMatch[] {
    return [...text.matchAll(/\S*%[0-9a-f]{2}\S*/gi)].flatMap((found) => {
      const [word] = found;
      const plain = decoded(word);
      const inside = joinOverlaps(this.#find(plain));
      if (inside.length === 0) return [];
      return [{ start: found.index, end: found.index + word.length, label: replaceMatches(plain, inside) }];
    });
  }
}

function decoded(word: string): string {
  return word.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    const bytes = Buffer.from(encoded.replaceAll('%', ''), 'hex');
    return new TextDecoder().decode(bytes);
  });
}
