import { createReadStream } from 'node:fs';
import { z } from 'zod';
import {
  MapArchiveSchema,
  NearestTownQuerySchema,
  NearestTownSchema,
  TownsQuerySchema,
  TownsSchema,
} from '../../contract/map.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { findTowns, nearestTown } from '../../views/index.ts';
import { parseByteRange } from '../content/byte-range.ts';
import { isUnmodified, rangeApplies } from '../content/entity-tag.ts';
import type { Routes } from '../context.ts';
import { readMapArchive } from '../map-archive.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { resource, resources } from '../resource.ts';

/** Towns of the world, and the configured archive of streets. */
const townRoutes = resources(
  'map',
  resource({
    path: '/map/towns',
    operationId: 'findTowns',
    summary: 'Find towns by name',
    description: 'In the list of GeoNames that is part of the program: nothing is requested from elsewhere.',
    query: TownsQuerySchema,
    answer: TownsSchema.describe('Likely ones first.'),
    read: (_app, _params, { q, limit }) => ({ items: findTowns(q, limit) }),
  }),
  resource({
    path: '/map/nearest-town',
    operationId: 'getNearestTown',
    summary: 'Find the town nearest to a position',
    query: NearestTownQuerySchema,
    answer: NearestTownSchema.describe('The town.'),
    read: (_app, _params, { latitude, longitude }) => ({ town: nearestTown(latitude, longitude) }),
  }),
  resource({
    path: '/map/archive',
    operationId: 'getMapArchive',
    summary: 'Describe the configured map of streets',
    answer: MapArchiveSchema.describe('The archive, or why it cannot be used.'),
    read: async ({ settings }) => {
      const { archive, problem } = await readMapArchive(settings.map.archive);
      if (archive === null) return { archive, problem };
      const { path: _path, ...shown } = archive;
      return { archive: shown, problem };
    },
  }),
);

/** The map: see {@link townRoutes}, and the bytes of the archive. */
export const mapRoutes: Routes = (context) => async (server) => {
  await server.register(townRoutes(context));
  server.get(
    '/map/archive/tiles.pmtiles',
    {
      schema: {
        operationId: 'readMapArchive',
        summary: 'Read parts of the configured map of streets',
        description: 'The PMTiles archive as it is, with byte ranges: readers fetch its directories and single tiles.',
        tags: ['map'],
        security: TOKEN,
        querystring: z.object({ v: z.string().max(100).optional().describe('`version` of getMapArchive.') }),
        response: answers(
          {
            200: { description: 'All bytes.', content: { 'application/octet-stream': { schema: z.unknown() } } },
            206: { description: 'A part.', content: { 'application/octet-stream': { schema: z.unknown() } } },
          },
          'NOT_FOUND',
          'RANGE_NOT_SATISFIABLE',
        ),
      },
    },
    async (request, reply) => {
      const { archive } = await readMapArchive(context.app.settings.map.archive);
      if (archive === null) throw new DomainError('NOT_FOUND', msg('detail.no-map-archive'));
      const { bytes: size, version, path } = archive;
      const etag = `"${version}"`;
      if (isUnmodified(request.headers['if-none-match'], etag))
        return reply
          .header('etag', etag)
          .code(304 as 200)
          .send();
      const applies = rangeApplies(request.headers['if-range'] as string | undefined, etag);
      const range = parseByteRange(applies ? request.headers.range : undefined, size);
      if (range.kind === 'unsatisfiable')
        throw new DomainError('RANGE_NOT_SATISFIABLE', msg('detail.size-of-file', { size }), { details: { size } });
      const { start, end } = range.kind === 'part' ? range : { start: 0, end: size };
      if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
      return reply
        .type('application/octet-stream')
        .headers({
          etag,
          'accept-ranges': 'bytes',
          'cache-control': 'private, max-age=3600',
          'content-length': end - start,
        })
        .send(createReadStream(path, { start, end: end - 1, signal: context.closing }));
    },
  );
};
