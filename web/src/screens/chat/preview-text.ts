/** Text of a chat in the list: on one line, with a word for attachments; null if empty. */
export function previewText(text: string | null, attachment: string): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/g, ' ').replaceAll('\ufffc', ` ${attachment} `).trim();
  return line === '' ? null : line;
}
