import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Routes } from '../context.ts';
import { sendDecompressed, takesCopies } from '../decompressed-asset.ts';
import { pagePolicy } from '../security-headers.ts';

/** The built web app of this installation. `scripts/bundle.ts` replaces this path. */
const BUILT_PAGE = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Path prefix of the web app; all other paths belong to the API. */
const PREFIX = '/app/';

/** Caching of files that have a hash of their contents in their names. */
const CACHING = 'public, max-age=31536000, immutable';

/** Placeholder for the nonce in the built page. */
const NONCE_PLACEHOLDER = '{{nonce}}';

/** The web app at `/app/…`. Needs no authentication because it contains no data. */
export const pageRoutes: Routes =
  ({ pageFolder = BUILT_PAGE }) =>
  async (server) => {
    server.get('/', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
      reply.redirect(PREFIX, 302),
    );

    // Assets have hashes in their names and never change.
    server.register(async (assets) => {
      assets.addHook('onRoute', (route) => {
        route.config = { ...route.config, open: true };
        route.schema = { ...route.schema, hide: true };
      });
      const root = join(pageFolder, 'assets');
      assets.addHook('preHandler', async (request, reply) => {
        if (takesCopies(request)) return undefined;
        return sendDecompressed(root, request, reply.headers({ 'cache-control': CACHING, vary: 'accept-encoding' }));
      });
      await assets.register(fastifyStatic, {
        root,
        prefix: `${PREFIX}assets/`,
        decorateReply: false,
        cacheControl: false,
        // `x.js.br` and `x.js.gz` beside `x.js` or instead of it, where the build wrote them. Answers to ranges of the map have none.
        preCompressed: true,
        dotfiles: 'deny',
        setHeaders: (reply) => void reply.header('cache-control', CACHING),
      });
    });

    // Screens are routed in the browser: navigations to any path get the page, all other requests get 404.
    server.get(`${PREFIX}*`, { config: { open: true }, schema: { hide: true } }, async (request, reply) => {
      if (!isNavigation(request.headers)) throw new DomainError('NOT_FOUND', msg('detail.no-such-address'));
      const nonce = randomBytes(18).toString('base64url');
      const html = (await readPage(pageFolder)).replaceAll(NONCE_PLACEHOLDER, nonce);
      return reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy(nonce)).send(html);
    });
  };

/** True if the request is for a document, by Sec-Fetch-Dest, else by Accept. */
function isNavigation(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const destination = headers['sec-fetch-dest'];
  if (destination !== undefined) return destination === 'document';
  const accept = headers['accept'] ?? '*/*';
  return accept.includes('text/html') || accept.includes('*/*');
}

/** Reads the page at each navigation, because a build may have replaced it. */
async function readPage(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new DomainError('NOT_FOUND', msg('detail.page-not-built'));
  }
}
