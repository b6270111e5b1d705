/** Only those facts that say something: what is null or missing is left out. */
export function saying(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}

/** How much of a message its answers show, in UTF-16 code units. */
const EXCERPT = 120;

/** The beginning of a text on one line, without the placeholders of attachments. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, 4 * EXCERPT)
    .replace(/[\ufffc\s]+/g, ' ')
    .trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, '')}…`;
}
