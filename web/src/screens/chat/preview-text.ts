/** The first line of a chat's list entry: on one line, with a word where an attachment stands; null where there is nothing. */
export function previewText(text: string | null, attachment: string): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/g, ' ').replaceAll('\ufffc', ` ${attachment} `).trim();
  return line === '' ? null : line;
}
