import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Routes } from '../context.ts';
import { pagePolicy } from '../security-headers.ts';

/** The built page of this installation. `scripts/bundle.ts` points the bundle to it too. */
const BUILT_PAGE = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Everything below it belongs to the page; everything else to the API. The two can never get in each other's way. */
const PREFIX = '/app/';

/** Stands in the built page where each answer has a nonce of its own. */
const NONCE_PLACEHOLDER = '{{nonce}}';

/** The web app: `/app/…`. It holds no data, so it is open to anybody; what it asks for is not. */
export const pageRoutes: Routes =
  ({ pageFolder = BUILT_PAGE }) =>
  async (server) => {
    server.get('/', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
      reply.redirect(PREFIX, 302),
    );

    // What a build makes has a hash in its name: the same name is always the same content.
    server.register(async (assets) => {
      assets.addHook('onRoute', (route) => {
        route.config = { ...route.config, open: true };
        route.schema = { ...route.schema, hide: true };
      });
      await assets.register(fastifyStatic, {
        root: join(pageFolder, 'assets'),
        prefix: `${PREFIX}assets/`,
        decorateReply: false,
        cacheControl: false,
        dotfiles: 'deny',
        setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
      });
    });

    // A screen is an address of the page's own router: a navigation to it gets the page, anything else finds nothing.
    server.get(`${PREFIX}*`, { config: { open: true }, schema: { hide: true } }, async (request, reply) => {
      if (!isNavigation(request.headers)) throw new DomainError('NOT_FOUND', msg('detail.nothing-at-address'));
      const nonce = randomBytes(18).toString('base64url');
      const html = (await readPage(pageFolder)).replaceAll(NONCE_PLACEHOLDER, nonce);
      return reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy(nonce)).send(html);
    });
  };

/** Browsers say what a request is for; programs that do not are taken by what they accept. */
function isNavigation(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const destination = headers['sec-fetch-dest'];
  if (destination !== undefined) return destination === 'document';
  const accept = headers['accept'] ?? '*/*';
  return accept.includes('text/html') || accept.includes('*/*');
}

/** Read at each navigation: it is small, and a build may have replaced it. */
async function readPage(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new DomainError('NOT_FOUND', msg('detail.web-page-not-built-run-npm'));
  }
}
