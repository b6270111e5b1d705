import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { Routes } from '../context.ts';

/** Headers of a connection, not of an answer. */
const OF_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

/** Paths of the documentation. */
const OWN_ADDRESS = /^\/(?:openapi\.json$|docs(?:\/|$))/;

/** `/openapi.json` and the interactive documentation at `/docs`. */
export const docsRoutes: Routes =
  ({ routes }) =>
  async (server) => {
    let built: Promise<FastifyInstance> | null = null;
    const documentation = (): Promise<FastifyInstance> => {
      built ??= import('../openapi/document.ts').then(({ buildDocumentation }) => buildDocumentation(routes));
      built.catch(() => {
        built = null;
      });
      return built;
    };
    server.addHook('onClose', async () => (await built)?.close());

    const notFound = (): DomainError => new DomainError('NOT_FOUND', msg('detail.no-such-address'));
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<Buffer | null> => {
      // The other server has the addresses of the whole API, without answers: `/docs/../backups` would reach them.
      if (!OWN_ADDRESS.test(URL.parse(request.url, 'http://localhost')?.pathname ?? '')) throw notFound();
      const answered = await (await documentation()).inject({ url: request.url, headers: request.headers });
      if (answered.statusCode >= 400 && answered.statusCode < 500) throw notFound();
      for (const [name, value] of Object.entries(answered.headers))
        if (!OF_CONNECTION.has(name) && value !== undefined) void reply.header(name, value);
      void reply.code(answered.statusCode);
      return answered.rawPayload.length === 0 ? null : answered.rawPayload;
    };
    for (const url of ['/openapi.json', '/docs', '/docs/*']) server.get(url, { schema: { hide: true } }, answer);
  };
