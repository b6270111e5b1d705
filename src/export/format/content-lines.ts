/** Bytes of one line of vCard and iCalendar, without its end (RFC 6350 §3.2, RFC 5545 §3.1). */
const MAX_LINE_BYTES = 75;

/** Text as a value, or a part of one: backslash, comma, semicolon and line ends escaped (RFC 6350 §3.4, RFC 5545 §3.3.11). */
export function escapeValue(text: string): string {
  return escape(text, /[\\,;]/g);
}

/** Text as the whole value of a vCard property, where a semicolon needs no escaping and some readers keep it. */
export function escapeWhole(text: string): string {
  return escape(text, /[\\,]/g);
}

function escape(text: string, special: RegExp): string {
  return text
    .toWellFormed()
    .replace(special, '\\$&')
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

/** A parameter value in quotes, where only `^`, quotes and line ends need another form (RFC 6868). */
export function quoteParameter(text: string): string {
  const encoded = text
    .toWellFormed()
    .replaceAll('^', '^^')
    .replaceAll('"', "^'")
    .replace(/\r\n|[\n\r]/g, '^n')
    .replace(/\p{Cc}/gu, '');
  return `"${encoded}"`;
}

/** Lines with their ends, long ones folded between characters. Values are escaped already. */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function fold(line: string): string {
  if (Buffer.byteLength(line) <= MAX_LINE_BYTES) return line;
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    // The space that begins a further line counts.
    if (bytes + length > MAX_LINE_BYTES - (parts.length === 0 ? 0 : 1)) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += length;
  }
  return [...parts, part].join('\r\n ');
}
