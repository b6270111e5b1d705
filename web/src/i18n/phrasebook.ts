/** Translations by sentence; `{}` stands for a part that goes over as it is, several in the same order. */
export type Phrases = Readonly<Record<string, string>>;

/**
 * Translates sentences that the server says: they are few, and stand in its ledger as names. What is not in the book
 * stays as it is; a name and a colon may stand before a sentence, and go over where the book has them (`lost: `).
 */
export function phrasebook(phrases: Phrases): (sentence: string) => string {
  const exact = new Map(Object.entries(phrases));
  const patterns = Object.entries(phrases).flatMap(([phrase, translation]) => {
    const [start, ...rest] = phrase.split('{}');
    return start === undefined || rest.length === 0 ? [] : [{ start, rest, translation }];
  });
  const find = (sentence: string): string | null => {
    const known = exact.get(sentence);
    if (known !== undefined) return known;
    for (const { start, rest, translation } of patterns) {
      const parts = partsOf(sentence, start, rest);
      if (parts === null) continue;
      let at = 0;
      return translation.replaceAll('{}', () => parts[at++] ?? '');
    }
    return null;
  };
  return (sentence) => {
    const whole = find(sentence);
    if (whole !== null) return whole;
    const colon = sentence.indexOf(': ') + 2;
    const behind = colon < 2 ? null : find(sentence.slice(colon));
    if (behind === null) return sentence;
    const name = sentence.slice(0, colon);
    return `${exact.get(name) ?? name}${behind}`;
  };
}

/** What stands for each `{}`; null where the sentence is another one. */
function partsOf(sentence: string, start: string, rest: readonly string[]): readonly string[] | null {
  if (!sentence.startsWith(start)) return null;
  const parts: string[] = [];
  let at = start.length;
  for (const [index, text] of rest.entries()) {
    const end = index === rest.length - 1 ? sentence.length - text.length : sentence.indexOf(text, at);
    if (end < at || !sentence.startsWith(text, end)) return null;
    parts.push(sentence.slice(at, end));
    at = end + text.length;
  }
  return parts;
}
