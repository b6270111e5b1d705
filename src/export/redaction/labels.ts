import type { Words } from '../language/words.ts';

/** What takes the place of values, in one language. */
export interface Labels {
  person(index: number): string;
  /** For a name that several removed people have. */
  readonly somebody: string;
  number(index: number): string;
  address(index: number): string;
  word(index: number): string;
  readonly place: string;
}

/** The labels of a language. Indexes begin with 0. */
export function labelsIn({ text: { redaction } }: Pick<Words, 'text'>): Labels {
  return {
    person: (index) => redaction.person({ letters: letters(index) }),
    somebody: redaction.somebody,
    number: (index) => redaction.number({ number: `${index + 1}` }),
    address: (index) => redaction.address({ number: `${index + 1}` }),
    word: (index) => redaction.word({ number: `${index + 1}` }),
    place: redaction.place,
  };
}

/** A, B … Z, AA, AB … */
export function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}
