/** Omits entries that are null or undefined. */
export function omitNullish(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(facts)) {
    const value = facts[name];
    if (value !== null && value !== undefined) known[name] = value;
  }
  return known;
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
