import { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { browserCookie, browserCookieName } from '../auth/cookies.ts';
import type { Routes } from '../context.ts';
import { answers } from '../openapi/answers.ts';
import { OPEN, TOKEN } from '../openapi/security.ts';

const CodeSchema = z
  .object({
    path: z.string().describe('Open it at the address of this server within ten minutes; it works once.'),
    expiresAt: z.number().int(),
  })
  .describe('A one-time link.');

/** How browsers get in: one-time links and the cookie that they set. */
export const loginRoutes: Routes =
  ({ browsers }) =>
  async (server) => {
    server.get(
      '/auth/login',
      {
        config: { open: true },
        // A preview of the link must not use it up.
        exposeHeadRoute: false,
        schema: {
          operationId: 'logIn',
          summary: 'Log a browser in by a one-time link',
          description:
            'Uses the code up, sets the cookie of the browser and goes on to the page. A browser whose link has expired is sent to the page too, others get 401.',
          tags: ['server'],
          security: OPEN,
          querystring: z.object({ code: z.string().max(200).describe('Works once, within ten minutes.') }),
          response: answers({ 303: z.undefined().describe('Logged in; goes on to `/`.') }),
        },
      },
      async (request, reply) => {
        const browser = browsers.redeem(request.query.code);
        if (browser === null) {
          // A person gets the page: it is open to a browser that is logged in, and tells others how to sign in.
          if (request.headers.accept?.includes('text/html') === true) return reply.redirect('/app/?link=expired', 303);
          throw new DomainError('UNAUTHORIZED', msg('detail.login-link-expired'));
        }
        reply.setCookie(browserCookieName(request), browser.id, {
          ...browserCookie(request),
          maxAge: browser.maxAgeSeconds,
        });
        return reply.redirect('/', 303);
      },
    );

    server.post(
      '/auth/code',
      {
        schema: {
          operationId: 'createLoginCode',
          summary: 'Make a new one-time link',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 201: CodeSchema }),
        },
      },
      async (_request, reply) => {
        const { code, expiresAt } = browsers.createCode();
        return reply.code(201).send({ path: loginPath(code), expiresAt });
      },
    );

    server.post(
      '/auth/logout',
      {
        schema: {
          operationId: 'logOut',
          summary: 'Log this browser out',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('The cookie is worthless now.') }),
        },
      },
      async (request, reply) => {
        const name = browserCookieName(request);
        const id = request.cookies[name];
        if (id !== undefined) browsers.revoke(id);
        return reply.clearCookie(name, browserCookie(request)).code(204).send();
      },
    );
  };

/** The address a code is used at. */
export function loginPath(code: string): string {
  return `/auth/login?code=${code}`;
}
