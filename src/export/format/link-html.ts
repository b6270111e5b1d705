import { escapeHtml } from './html.ts';

/** Addresses in text, without trailing punctuation. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}'’]/giu;
const IS_ADDRESS = /^https?:\/\//i;
/** Addresses that only a click by a person dials or writes to. */
const IS_CONTACT = /^(?:tel:\+?[\d\s().*#-]+|mailto:[^\s@?]+@[^\s@?]+)$/i;

/** A link to a page of the web, which learns nothing of the export; other addresses are only text. */
export function linkHtml(address: string, html: string): string {
  return IS_ADDRESS.test(address) ? `<a href="${escapeHtml(address)}" rel="noreferrer noopener">${html}</a>` : html;
}

/** True for an address of the web, a phone number or a mail address: nothing happens without a click. */
export function isOwnLink(address: string): boolean {
  return IS_ADDRESS.test(address) || IS_CONTACT.test(address);
}

/** The link that is stored in the message: to the web, a phone number or a mail address; null for none that is safe. */
export function ownLinkHtml(address: string, html: string, title = ''): string | null {
  if (!isOwnLink(address)) return null;
  return `<a href="${escapeHtml(address)}" rel="noreferrer noopener"${title}>${html}</a>`;
}

/** Text with links where addresses of the web are. */
export function linkedHtml(text: string): string {
  if (!text.includes('://')) return escapeHtml(text);
  let html = '';
  let end = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    html += escapeHtml(text.slice(end, index)) + linkHtml(address, escapeHtml(address));
    end = index + address.length;
  }
  return html + escapeHtml(text.slice(end));
}
