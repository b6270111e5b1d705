/** Schemes a link out of a backup may lead to. Everything else (scripts, files, apps) stays text. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address of a link, where following it does no harm; null otherwise. */
export function safeHref(link: string | null): string | null {
  if (link === null) return null;
  const url = URL.parse(link);
  return url !== null && SCHEMES.has(url.protocol) ? url.href : null;
}
