import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { sendDecompressed } from '../decompressed-asset.ts';
import { defined } from '../defined.ts';
import { calendarTag } from '../routes/calendar.ts';
import { callTag } from '../routes/calls.ts';
import { chatsTag } from '../routes/chats/index.ts';
import { contactTag } from '../routes/contacts.ts';
import { messageTag } from '../routes/messages.ts';
import { noteTag } from '../routes/notes.ts';
import { photoTag } from '../routes/photos.ts';
import { whatsappTag } from '../routes/whatsapp.ts';
import { schemaController } from '../schema-controller.ts';
import { VERSION } from '../version.ts';
import { nameComponents } from './components.ts';
import { SECURITY_SCHEMES } from './security.ts';

const DESCRIPTION = `Reads iPhone backups made by Finder, iTunes or Apple Devices on this machine.

All lists except those of backups and jobs are \`{ items, next }\`: pass \`next\` as \`cursor\` to get the next page. Times are UTC milliseconds. Errors are problem
documents (RFC 9457) with a stable \`code\`. Ids and keys do not change when a backup is indexed again.`;

/** Content security policy: only this server. Swagger UI needs inline styles. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Replaces the logo of Swagger UI. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40" viewBox="0 0 160 40">
<circle cx="18" cy="22" r="12" fill="#f4b63f"/><path d="M18 10c0-5 3-8 8-8 0 5-3 8-8 8z" fill="#6fae46"/>
<text x="40" y="27" font-family="sans-serif" font-size="18" font-weight="bold" fill="#fff">Apple Juicer</text></svg>`;

/** Files of Swagger UI. The archives for people without Node have some of them compressed. */
const SWAGGER_FILES = fileURLToPath(new URL('static', import.meta.resolve('@fastify/swagger-ui')));

/** The parts of the document used here. */
interface Document {
  readonly paths: object;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

/**
 * Builds a server that never listens, only answers injected requests: the OpenAPI 3.1 document of `routes` at
 * `/openapi.json`, and Swagger UI at `/docs`. It is separate from the real server because both plugins, and the examples
 * of the document, take longer to load than everything else of a start, and few people ask for them.
 */
export async function buildDocumentation(routes: readonly RouteOptions[]): Promise<FastifyInstance> {
  nameComponents();
  const server = fastify({
    exposeHeadRoutes: false,
    schemaController,
  });
  await addSwagger(server);
  for (const { method, url, schema, config } of routes)
    server.route({ method, url, ...defined({ schema, config }), handler: async () => null });
  let document: string | null = null;
  server.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(server.swagger());
    return reply.type('application/json').send(document);
  });
  await server.register(async (docs) => {
    docs.addHook('preHandler', (request, reply) => sendDecompressed(SWAGGER_FILES, request, reply));
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: DOCS_POLICY,
      uiConfig: { deepLinking: true, docExpansion: 'list', persistAuthorization: false },
      theme: { title: 'Apple Juicer API' },
      logo: { type: 'image/svg+xml', content: LOGO, href: '/docs/' },
    });
  });
  await server.ready();
  return server;
}

async function addSwagger(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Apple Juicer', version: VERSION, description: DESCRIPTION, license: { name: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      tags: [
        { name: 'server', description: 'The server and logins.' },
        { name: 'backups', description: 'The known backups.' },
        { name: 'folders', description: 'Folders that are searched for backups.' },
        { name: 'sessions', description: 'Unlocking encrypted backups.' },
        { name: 'files', description: 'The files of a backup.' },
        { name: 'index', description: 'Indexing a backup.' },
        { name: 'jobs', description: 'Index runs of all backups, and the workers that perform them.' },
        { name: 'records', description: 'Record kinds and records of the index.' },
        { name: 'marks', description: 'Stars, tags and notes that people put on records.' },
        messageTag,
        whatsappTag,
        chatsTag,
        callTag,
        calendarTag,
        contactTag,
        photoTag,
        noteTag,
        { name: 'tables', description: 'All tables of the index, and the sources of their rows.' },
        { name: 'export', description: 'Exports of indexed data to common formats.' },
        { name: 'search', description: 'Full-text search over all indexed data.' },
        { name: 'map', description: 'Towns of the world, and the configured map of streets.' },
        { name: 'timeline', description: 'All indexed records by time.' },
        { name: 'people', description: 'People across all apps and backups.' },
      ],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  });
}

/** Removes unused schemas: each named schema is generated twice, for requests and for responses. */
function withoutUnused<T extends object>(document: T): T {
  const { paths, components } = document as Document;
  const schemas = components?.schemas ?? {};
  const used = new Set<string>();
  const collect = (part: object): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      collect(schemas[name] ?? {});
    }
  };
  collect(paths);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...components, schemas: Object.fromEntries(kept) } };
}
