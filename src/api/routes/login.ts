import { z } from 'zod';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { browserCookie, browserCookieName } from '../auth/cookies.ts';
import type { Routes } from '../context.ts';
import { answers } from '../openapi/answers.ts';
import { OPEN, TOKEN } from '../openapi/security.ts';

const CodeSchema = z
  .object({
    path: z.string().describe('Path on this server, valid once within ten minutes.'),
    expiresAt: z.number().int(),
  })
  .describe('A one-time link.');

/** Logins of browsers by one-time links, which set a cookie. */
export const loginRoutes: Routes =
  ({ browsers }) =>
  async (server) => {
    server.get(
      '/auth/login',
      {
        config: { open: true },
        // A link preview must not consume the code.
        exposeHeadRoute: false,
        schema: {
          operationId: 'logIn',
          summary: 'Log in with a one-time link',
          description:
            'Consumes the code, sets the cookie and redirects to the web app. Browsers with an expired link are redirected too, other clients get 401.',
          tags: ['server'],
          security: OPEN,
          querystring: z.object({ code: z.string().max(200).describe('Valid once within ten minutes.') }),
          response: answers({ 303: z.undefined().describe('Logged in; redirects to `/`.') }),
        },
      },
      async (request, reply) => {
        const browser = browsers.redeem(request.query.code);
        if (browser === null) {
          // Browsers get the web app, which explains how to sign in if they are not logged in.
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
          summary: 'Create a one-time link',
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
          summary: 'Log out',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('Logged out.') }),
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

/** The path of a one-time link. */
export function loginPath(code: string): string {
  return `/auth/login?code=${code}`;
}
