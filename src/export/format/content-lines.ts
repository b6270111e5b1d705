import ICAL from 'ical.js';

const { design, helpers, stringify } = ICAL;

// A line has at most 75 bytes without its end (RFC 6350 §3.2, RFC 5545 §3.1). The library does not count the space that
// begins a further line, hence one less.
ICAL.foldLength = 74;

/** Text as a value, or a part of one: backslash, comma, semicolon and line ends escaped (RFC 6350 §3.4, RFC 5545 §3.3.11). */
export function escapeValue(text: string): string {
  return stringify.value(cleaned(text), 'text', design.icalendar, false);
}

/** Text as the whole value of a vCard property, where a semicolon needs no escaping and some readers keep the escape. */
export function escapeWhole(text: string): string {
  return stringify.value(cleaned(text), 'text', design.vcard, false);
}

/** Without control characters except tabs; every line end is a line feed. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '');
}

/** A parameter value in quotes, in which `^`, quotes and line ends are encoded (RFC 6868). */
export function quoteParameter(text: string): string {
  const encoded = cleaned(text).replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n');
  return `"${encoded}"`;
}

/** Lines with their ends, long ones folded between characters. Values are escaped already. */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => `${helpers.foldline(line)}\r\n`).join('');
}
