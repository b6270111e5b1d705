import type { AddressMatcher } from './address-matcher.ts';
import { escapedTokens } from './escapes.ts';
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
    const matches = joinOverlaps([...found, ...this.#findEscaped(text)]);
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

  /** Tokens with escapes (`tel:%2B49…`, `O&#39;Brien`), which are decoded where they contain what is removed. */
  #findEscaped(text: string): TextMatch[] {
    return escapedTokens(text).flatMap(({ start, end, plain }) => {
      const inside = joinOverlaps(this.#find(plain));
      return inside.length === 0 ? [] : [{ start, end, label: replaceMatches(plain, inside) }];
    });
  }
}
