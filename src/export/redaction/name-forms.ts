import { fold } from '../../model/fold.ts';

/** Words of names that are too common to identify a person. */
const PARTICLES = new Set(
  'and und et y the der die das den dem le la les du de da do dos das del della di van von zu zum zur vom of ten ter el al bin ibn ap mc mr mrs ms miss dr prof herr frau madame monsieur mme jr sr ii iii st'.split(
    ' ',
  ),
);
/** Letters that a part of a name has at least. */
const MIN_LETTERS = 2;
/** Letters that a name has at least to be found without its spaces. */
const MIN_JOINED = 7;
/** Words that a name has at most for each two of them to be joined: accounts are called `annaschmidt`. */
const MAX_PAIRED = 5;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' };

/** The forms of a name in texts: the whole name, its parts, and the whole name written as one word. */
export function nameForms({
  whole,
  parts,
  isCompany,
}: {
  readonly whole: Iterable<string>;
  readonly parts: Iterable<string>;
  readonly isCompany: boolean;
}): string[] {
  const forms = new Set<string>();
  for (const name of whole) {
    forms.add(name);
    const words = wordsOf(name);
    if (!isCompany) for (const word of words) if (isTelling(word)) forms.add(word);
    const joined = words.join('');
    if (words.length > 1 && joined.length >= MIN_JOINED) {
      const [first = '', ...rest] = words;
      const lastFirst = [words.at(-1) ?? '', ...words.slice(0, -1)];
      if (words.length <= MAX_PAIRED) for (const pair of pairsOf(words)) forms.add(pair);
      for (const form of [joined, lastFirst.join(''), lastFirst.join(' '), [...rest, first].join(' ')]) forms.add(form);
    }
  }
  for (const part of parts) {
    forms.add(part);
    for (const word of wordsOf(part)) if (isTelling(word)) forms.add(word);
  }
  return [...forms].flatMap((form) => (isTelling(form) ? spellings(form) : []));
}

/** A form with and without umlauts as people type them without their keys. */
export function spellings(form: string): string[] {
  const typed = form.normalize('NFC').replace(/[äöüå]/giu, (letter) => UMLAUTS[letter.toLowerCase()] as string);
  return typed === form ? [form] : [form, typed];
}

/** Each two words of a name joined, in both orders, as they are in accounts and names of files. */
function pairsOf(words: readonly string[]): string[] {
  return words.flatMap((one, at) =>
    words.flatMap((other, place) =>
      at === place || !isTelling(one) || !isTelling(other) || one.length + other.length < MIN_JOINED
        ? []
        : [one + other],
    ),
  );
}

function wordsOf(name: string): string[] {
  return name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function isTelling(form: string): boolean {
  const letters = form.replace(/[^\p{L}\p{N}]/gu, '');
  if (letters === '') return form.trim() !== '';
  if (/^\d+$/.test(letters) && letters.length < 4) return false;
  return (letters.length >= MIN_LETTERS || /[^\p{Script=Latin}\p{N}]/u.test(letters)) && !PARTICLES.has(fold(letters));
}
