import { escapeHtml as escapeMarkup } from '../../model/notes/render/escape-html.ts';

/** Text as HTML that means just that text, in contents and in quoted attributes. */
export function escapeHtml(text: string): string {
  return escapeMarkup(text.toWellFormed()).replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
}

/** A relative address for a path of safe names. */
export function hrefOf(path: string): string {
  return escapeHtml(path.split('/').map(encodeURIComponent).join('/'));
}

/** What a page may do: show itself and the files beside it. Nothing is run and nothing is loaded from elsewhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:; media-src 'self' file:";

/** The beginning of a page that needs nothing but itself. `style` is ours, never from a backup. */
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

/** The end of the page. */
export const PAGE_END = '</body></html>\n';
