import swaggerUi from '@fastify/swagger-ui';
import type { Routes } from '../context.ts';

/** Content security policy: only this server. Swagger UI needs inline styles. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Replaces the logo of Swagger UI. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40" viewBox="0 0 160 40">
<circle cx="18" cy="22" r="12" fill="#f4b63f"/><path d="M18 10c0-5 3-8 8-8 0 5-3 8-8 8z" fill="#6fae46"/>
<text x="40" y="27" font-family="sans-serif" font-size="18" font-weight="bold" fill="#fff">Apple Juicer</text></svg>`;

/** `/openapi.json` and the interactive documentation at `/docs`. */
export const docsRoutes: Routes = () => async (server) => {
  // Generated once, with the first request: it takes a third of the time in which the server starts.
  let document: string | null = null;
  server.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(server.swagger());
    return reply.type('application/json').send(document);
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { deepLinking: true, docExpansion: 'list', persistAuthorization: false },
    theme: { title: 'Apple Juicer API' },
    logo: { type: 'image/svg+xml', content: LOGO, href: '/docs/' },
  });
};
