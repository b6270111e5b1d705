import { z } from 'zod';
import { type IndexProgress, IndexProgressSchema, toIndexProgress } from '../../contract/backups.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { RunProgress } from '../../model/progress.ts';
import { accessBackup } from '../auth/backup-access.ts';
import type { Routes } from '../context.ts';
import { snapshotEvents } from '../event-stream.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN, TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

const Events = {
  description: 'Events named `progress`, each with the whole progress as JSON; ends with the run.',
  content: { 'text/event-stream': { schema: z.string() } },
};

/** Index runs: start, watch, cancel, and removing what they made. */
export const indexRoutes: Routes =
  ({ app, closing }) =>
  async (server) => {
    const tags = ['index'];
    const url = '/backups/:id/index';

    server.post(
      url,
      {
        schema: {
          operationId: 'startIndex',
          summary: 'Index a backup',
          description:
            'Parsed text is kept in clear in the database of this installation, readable with the API token, until the index ' +
            'is deleted.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          response: answers({ 202: IndexProgressSchema.describe('Queued.') }, 'CONFLICT', ...OPENING_ERRORS),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { path } = await accessBackup(app, request, id);
        const progress = await app.indexer.start(id, await app.sessions.keys({ id, path }));
        return reply.code(202).header('location', `/backups/${id}/index`).send(toIndexProgress(progress));
      },
    );

    server.get(
      url,
      {
        schema: {
          operationId: 'getIndexProgress',
          summary: 'Say how far the index run is',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers(
            { 200: IndexProgressSchema.describe('The run under way, or the last one of this server.') },
            'BACKUP_NOT_FOUND',
            'NOT_FOUND',
          ),
        },
      },
      async ({ params: { id } }) => {
        await app.store.backups.get(id);
        return toIndexProgress(progressOf(id));
      },
    );

    server.get(
      `${url}/events`,
      {
        exposeHeadRoute: false,
        schema: {
          operationId: 'watchIndexProgress',
          summary: 'Watch the index run',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: Events }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params: { id } }, reply) => {
        await app.store.backups.get(id);
        progressOf(id);
        const events = snapshotEvents<IndexProgress>(
          'progress',
          {
            current: () => toIndexProgress(progressOf(id)),
            watch: (listener) => app.indexer.watch(id, (progress) => listener(toIndexProgress(progress))),
            isFinal: ({ state }) => state !== 'queued' && state !== 'running',
          },
          closing,
        );
        // A proxy that collects the answer would hold events back.
        return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(events);
      },
    );

    server.post(
      `${url}/cancel`,
      {
        schema: {
          operationId: 'cancelIndex',
          summary: 'Cancel the index run',
          description: 'The earlier index stays whole.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: IndexProgressSchema.describe('How it ended.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      async ({ params: { id } }) => {
        await app.store.backups.get(id);
        await app.indexer.cancel(id);
        return toIndexProgress(progressOf(id));
      },
    );

    server.delete(
      url,
      {
        schema: {
          operationId: 'deleteIndex',
          summary: 'Remove the index of a backup',
          description:
            'When it answers, nothing that was parsed can be found in the database any more. The backup itself stays.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 204: z.undefined().describe('Removed.') }, 'BACKUP_NOT_FOUND', 'CONFLICT'),
        },
      },
      async ({ params: { id } }, reply) => {
        await app.store.deleteIndex(id);
        await app.store.purge({ signal: closing });
        return reply.code(204).send();
      },
    );

    function progressOf(id: string): RunProgress {
      const progress = app.indexer.progress(id);
      if (progress === null) throw new DomainError('NOT_FOUND', msg('detail.server-not-indexed-backup-since-its'));
      return progress;
    }
  };
