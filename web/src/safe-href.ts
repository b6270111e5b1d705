/** Allowed schemes of links from a backup. Other links (scripts, files, apps) remain text. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The URL of a link if it is safe to follow, otherwise null. */
export function safeHref(link: string | null | undefined): string | null {
  if (link === null || link === undefined) return null;
  const url = URL.parse(link);
  return url !== null && SCHEMES.has(url.protocol) ? url.href : null;
}
