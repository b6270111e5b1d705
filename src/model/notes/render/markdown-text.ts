import { escapeHtml } from './escape-html.ts';

/** A link destination in angle brackets, which may contain anything except those. */
export function destination(link: string): string {
  return `<${link.replace(/[<>\\\n\r]/g, (character) => encodeURIComponent(character))}>`;
}

/** Escapes characters that have a meaning anywhere in a line. */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text.replace(/[\\`*_[\]~|#]/g, '\\$&'))
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");
}

/**
 * Escapes characters that would start a list, a rule or code at the beginning of a line. The patterns do not cross line
 * ends: with `\s*`, the time for a run of empty lines grows with the square of its length.
 */
export function escapeLineStart(markdown: string): string {
  return markdown
    .replace(/^([^\S\n\r\u2028\u2029]*)(\d{1,9})([.)])(?=\s|$)/gm, '$1$2\\$3')
    .replace(/^([^\S\n\r\u2028\u2029]*)([-+=])/gm, '$1\\$2')
    .replace(/^[ \t]+/gm, (spaces) => spaces.replace(/\t| {4}/g, '&emsp;'));
}
