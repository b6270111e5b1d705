import ICAL from 'ical.js';

const { design, helpers, stringify } = ICAL;

// Lines have at most 75 bytes without line end (RFC 6350 §3.2, RFC 5545 §3.1). The library does not count the leading
// space of continuation lines, hence 74.
ICAL.foldLength = 74;

/** Escapes a value or a part of one: backslash, comma, semicolon, line ends (RFC 6350 §3.4, RFC 5545 §3.3.11). */
export function escapeValue(text: string): string {
  return stringify.value(cleaned(text), 'text', design.icalendar, false);
}

/** Escapes a single vCard value without its semicolons: that is optional, and some readers show the backslash. */
export function escapeWhole(text: string): string {
  return stringify.value(cleaned(text), 'text', design.vcard, false);
}

/** Removes control characters except tabs and normalises line ends to line feeds. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '');
}

/** Quotes a parameter value, with `^`, quotes and line ends encoded (RFC 6868). */
export function quoteParameter(text: string): string {
  const encoded = cleaned(text).replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n');
  return `"${encoded}"`;
}

/** Joins content lines, folding long ones between characters. Values must be escaped. */
export function contentLines(lines: readonly string[]): string {
  return lines.map((line) => `${helpers.foldline(line)}\r\n`).join('');
}
