import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BrowserListSchema } from '../../contract/logins.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { browserName } from '../auth/browser-name.ts';
import {
  backupCookie,
  backupCookieName,
  browserCookie,
  browserCookieName,
  markCookie,
  markCookieName,
} from '../auth/cookies.ts';
import { forgetBrowsers } from '../auth/forget-browsers.ts';
import { loginPath } from '../auth/login-path.ts';
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
  ({ app, browsers, rotateToken, exportJobs }) =>
  async (server) => {
    const forgetLoggedOut = (): Promise<void> => forgetBrowsers({ browsers, sessions: app.sessions, exportJobs });
    /** Removes the cookies of all backups: browsers send them only with paths of backups, so which it has is unknown. */
    const clearBackupCookies = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      for (const { publicId } of await app.store.backups.list()) {
        reply.clearCookie(backupCookieName(request, publicId), backupCookie(request));
      }
    };

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
            'Consumes the code, sets the cookie and redirects to the web app. The earlier login of the same browser ends; backups that it has unlocked stay so. Browsers with an expired link are redirected too, other clients get 401.',
          tags: ['server'],
          security: OPEN,
          querystring: z.object({ code: z.string().max(200).describe('Valid once within ten minutes.') }),
          response: answers({ 303: z.undefined().describe('Logged in; redirects to `/`.') }),
        },
      },
      async (request, reply) => {
        const facts = { name: browserName(request.headers['user-agent']), address: request.ip };
        const browser = browsers.redeem(request.query.code, facts, request.cookies[markCookieName(request)]);
        if (browser === null) {
          // Browsers get the web app, which explains how to sign in if they are not logged in.
          if (request.headers.accept?.includes('text/html') === true) return reply.redirect('/app/?link=expired', 303);
          throw new DomainError('UNAUTHORIZED', msg('detail.login-link-expired'));
        }
        reply.setCookie(browserCookieName(request), browser.id, {
          ...browserCookie(request),
          maxAge: browser.maxAgeSeconds,
        });
        for (const { backup, cookie } of browser.opened) {
          app.sessions.assign(backup, cookie, browser.key);
          reply.setCookie(backupCookieName(request, backup), cookie, backupCookie(request));
        }
        reply.setCookie(markCookieName(request), browser.mark, {
          ...markCookie(request),
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
          description: 'Ends the sessions of backups that this browser unlocked, too, and removes its exports.',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('Logged out.') }),
        },
      },
      async (request, reply) => {
        const name = browserCookieName(request);
        const id = request.cookies[name];
        const key = id === undefined ? null : browsers.keyOf(id);
        if (key !== null) browsers.revoke(key);
        await forgetLoggedOut();
        await clearBackupCookies(request, reply);
        return reply.clearCookie(name, browserCookie(request)).code(204).send();
      },
    );

    server.get(
      '/auth/browsers',
      {
        schema: {
          operationId: 'listBrowsers',
          summary: 'List the browsers that are logged in',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 200: BrowserListSchema.describe('The one seen last first.') }),
        },
      },
      async (request) => {
        const own = browsers.keyOf(request.cookies[browserCookieName(request)] ?? '');
        return { items: browsers.list().map((browser) => ({ ...browser, current: browser.key === own })) };
      },
    );

    server.delete(
      '/auth/browsers/:key',
      {
        schema: {
          operationId: 'logOutBrowser',
          summary: 'Log a browser out',
          tags: ['server'],
          security: TOKEN,
          params: z.object({ key: z.string().max(100).describe('Key of the browser.') }),
          response: answers({ 204: z.undefined().describe('Logged out.') }, 'NOT_FOUND'),
        },
      },
      async (request, reply) => {
        if (!browsers.revoke(request.params.key)) throw new DomainError('NOT_FOUND');
        await forgetLoggedOut();
        return reply.code(204).send();
      },
    );

    server.delete(
      '/auth/browsers',
      {
        schema: {
          operationId: 'logOutBrowsers',
          summary: 'Log all browsers out',
          description: 'Unused one-time links are void, too.',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('All browsers are logged out.') }),
        },
      },
      async (request, reply) => {
        browsers.revokeAll();
        await forgetLoggedOut();
        await clearBackupCookies(request, reply);
        return reply.code(204).send();
      },
    );

    server.post(
      '/auth/token/rotate',
      {
        schema: {
          operationId: 'rotateToken',
          summary: 'Replace the API token',
          description:
            'Writes a new token to the file `api-token`; the old one is refused at once and all browsers are logged out. ' +
            'A token of the settings is replaced there.',
          tags: ['server'],
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('Replaced.') }, 'CONFLICT'),
        },
      },
      async (_request, reply) => {
        await rotateToken();
        return reply.code(204).send();
      },
    );
  };
