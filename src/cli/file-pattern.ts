/** Globs of a domain and of a path in it. */
export interface FilePattern {
  readonly domain: string;
  readonly path: string;
}

/** How to write a {@link FilePattern}, for help texts. */
export const FILE_PATTERN_HELP =
  '[DOMAIN:]PATH or DOMAIN/PATH with * (within a name), ** (any folders) and ?; a path without a slash is looked for in every folder, ' +
  'one that ends in a slash means everything below it';

/** What is said when a pattern matches nothing. */
export const NOTHING_MATCHES = `Nothing matches. A pattern is ${FILE_PATTERN_HELP}; \`files ID\` lists everything.`;

/** Every domain has this word in its name, and hardly a top folder has: `HomeDomain/…` is a domain and a path. */
const DOMAIN_AND_PATH = /^([^/:]*Domain[^/:]*)\/(.*)$/;

/**
 * Reads `[DOMAIN:]PATH`: `HomeDomain:Library/SMS/**`, `*.jpg`, `AppDomain-*:`; and `DOMAIN/PATH`, as `extract` names its
 * files. Without a domain every domain is meant; a path with a colon in it needs one (`*:a:b`).
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
