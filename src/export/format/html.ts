import { escapeHtml as escapeMarkup } from '../../model/notes/render/escape-html.ts';

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

/** Content security policy: only the page and the files of the export, no scripts. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:; media-src 'self' file:";

/** Start of a self-contained page. `style` must not contain data of a backup. */
export function pageStart(title: string, style: string): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    '',
  ].join('\n');
}

/** End of the page. */
export const PAGE_END = '</body></html>\n';
