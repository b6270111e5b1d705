import { hash } from 'node:crypto';
import { printedMargins } from '../chats/chat-style.ts';
import { escapeHtml, hrefOf, PAGE_END } from '../format/html.ts';
import type { Words } from '../language/words.ts';

/** Path of the style sheet. */
export const STYLE_PATH = 'keepsake.css';
/** Path of the search page. */
export const SEARCH_PATH = 'search.html';

/** A link of the navigation, from the root of the keepsake. */
export interface SectionLink {
  readonly name: string;
  readonly path: string;
}

/** What a page consists of. */
export interface PageParts {
  readonly title: string;
  readonly words: Words;
  /** Path of the page. */
  readonly path: string;
  readonly sections: readonly SectionLink[];
  readonly body: string;
  /** True for chats, which are narrow. */
  readonly isNarrow?: boolean;
  /** True if the body has styles of its own elements, as notes have. */
  readonly hasInlineStyles?: boolean;
  /** Scripts, from the root; only the search page has them. */
  readonly scripts?: readonly string[];
}

/** Relative path from a page to the root of the keepsake: `../../` */
export function upFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

/** A page of a keepsake. It loads nothing but files of the keepsake, and no script unless it has to. */
export function keepsakePage(parts: PageParts): string {
  const { title, words, path, sections, body, isNarrow = false, hasInlineStyles = false, scripts = [] } = parts;
  const { keepsake } = words.text;
  const up = upFrom(path);
  const printed = printedMargins(title);
  const styles = hasInlineStyles ? "'unsafe-inline'" : `'sha256-${hash('sha256', printed, 'base64')}'`;
  const policy = [
    "default-src 'none'",
    `style-src 'self' file: ${styles}`,
    "img-src 'self' file: data:",
    "media-src 'self' file:",
    ...(scripts.length === 0 ? [] : ["script-src 'self' file:"]),
    "base-uri 'none'",
    "form-action 'self' file:",
  ].join('; ');
  const links = [{ name: keepsake.home, path: 'index.html' }, ...sections].map(({ name, path: to }) =>
    to === path
      ? `<b aria-current="page">${escapeHtml(name)}</b>`
      : `<a href="${up}${hrefOf(to)}">${escapeHtml(name)}</a>`,
  );
  const find = `<a href="${up}${SEARCH_PATH}" accesskey="s">${keepsake.search.title}</a>`;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(words.language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title><link rel="stylesheet" href="${up}${STYLE_PATH}"><style>${printed}</style></head><body>`,
    `<a class="skip" href="#main">${keepsake.skip}</a>`,
    `<nav class="top" aria-label="${keepsake.sections}">${links.join(' ')} ${path === SEARCH_PATH ? `<b aria-current="page">${keepsake.search.title}</b>` : find}</nav>`,
    `<main id="main"${isNarrow ? ' class="c0"' : ''}>${body}</main>`,
    ...scripts.map((script) => `<script src="${up}${script}"></script>`),
    PAGE_END,
  ].join('\n');
}
