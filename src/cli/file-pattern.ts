/** Glob patterns of a domain and a path. */
export interface FilePattern {
  readonly domain: string;
  readonly path: string;
}

/** Syntax of a {@link FilePattern}, for help texts. */
export const FILE_PATTERN_HELP =
  '[DOMAIN:]PATH or DOMAIN/PATH with * (within a name), ** (any folders) and ?; a path without a slash matches in every folder, ' +
  'one that ends with a slash matches everything below it';

/** Message for a pattern without matches. */
export const NOTHING_MATCHES = `Nothing matches. A pattern is ${FILE_PATTERN_HELP}; \`files ID\` lists everything.`;

/** `HomeDomain/…`: names with “Domain” are domains, since hardly any top-level folder has such a name. */
const DOMAIN_AND_PATH = /^([^/:]*Domain[^/:]*)\/(.*)$/;

/**
 * Parses `[DOMAIN:]PATH`: `HomeDomain:Library/SMS/**`, `*.jpg`, `AppDomain-*:`; and `DOMAIN/PATH`, as printed by
 * `extract`. Default: all domains. A path with a colon needs a domain (`*:a:b`).
 */
export function parseFilePattern(text: string): FilePattern {
  const [, named, below] = DOMAIN_AND_PATH.exec(text) ?? [];
  if (named !== undefined && below !== undefined) {
    return { domain: named, path: below === '' || below.endsWith('/') ? `${below}**` : below };
  }
  const colon = text.indexOf(':');
  const domain = colon === -1 ? '' : text.slice(0, colon);
  const path = text.slice(colon + 1);
  return { domain: domain === '' ? '*' : domain, path: anchored(path) };
}

function anchored(path: string): string {
  if (path === '') return '**';
  if (path.endsWith('/')) return `${path}**`;
  return path.includes('/') || path === '**' ? path : `**/${path}`;
}
