import { hash } from 'node:crypto';
import { escapeHtml as escapeMarkup } from '../../model/notes/render/escape-html.ts';
import type { About } from '../types.ts';

/** What may have to be escaped or replaced. */
// oxlint-disable-next-line no-control-regex -- those are replaced
const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]/;

/** Escapes text for HTML contents and quoted attributes. */
export function escapeHtml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return escapeMarkup(text.toWellFormed()).replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
}

/** Relative URL of a path. */
export function hrefOf(path: string): string {
  // Safe in HTML and Markdown: what is not encoded has no meaning there.
  return path.split('/').map(encodeURIComponent).join('/').replaceAll("'", '%27');
}

/** Only the page and the files of the export, no scripts, and no other style than that of the page. */
function policyOf(style: string, hasInlineStyles: boolean): string {
  const styles = hasInlineStyles ? "'unsafe-inline'" : `'sha256-${hash('sha256', style, 'base64')}'`;
  const files = "img-src 'self' file: data:; media-src 'self' file:";
  return `default-src 'none'; style-src ${styles}; ${files}; base-uri 'none'; form-action 'none'`;
}

/** A string of CSS with nothing in it that has a meaning in CSS or HTML. */
export function cssString(text: string): string {
  const safe = text
    .toWellFormed()
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, (other) => `\\${other.codePointAt(0)?.toString(16)} `);
  return `"${safe}"`;
}

/** Options of {@link pageStart}. */
interface PageOptions {
  readonly hasInlineStyles?: boolean;
  /** Language tag. Default: English. */
  readonly language?: string;
  /** The export, whose plan the page names. */
  readonly about?: Pick<About, 'plan'>;
}

/** Start of a self-contained page. Data of a backup in `style` must be a {@link cssString}. */
export function pageStart(
  title: string,
  style: string,
  { hasInlineStyles = false, language = 'en', about }: PageOptions = {},
): string {
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policyOf(style, hasInlineStyles)}">`,
    '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
    ...(about === undefined ? [] : [`<meta name="export-plan" content="${escapeHtml(JSON.stringify(about.plan))}">`]),
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    '',
  ].join('\n');
}

/** End of the page. */
export const PAGE_END = '</body></html>\n';
