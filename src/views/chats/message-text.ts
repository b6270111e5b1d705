/** Omits entries that are null or undefined. */
export function omitNullish(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}

/** Maximum length of a quote in a reply, in UTF-16 code units. */
const EXCERPT = 120;

/** The start of a text on one line, without attachment placeholders. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, 4 * EXCERPT)
    .replace(/[\ufffc\ufeff\s]+/g, ' ')
    .trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, '')}…`;
}
