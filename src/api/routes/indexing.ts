import { z } from 'zod';
import { changeChoice } from '../../artifacts/change-choice.ts';
import { ArtifactChoiceListSchema, StartIndexSchema } from '../../contract/artifact-choice.ts';
import { type IndexProgress, IndexProgressSchema, toIndexProgress } from '../../contract/backups.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { RunProgress } from '../../model/progress.ts';
import { listArtifactChoices } from '../../views/index.ts';
import { accessorOf } from '../auth/accessor.ts';
import { accessBackup, openBackup } from '../auth/backup-access.ts';
import type { Routes } from '../context.ts';
import { snapshotEvents } from '../event-stream.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN, TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

const Events = {
  description: 'Events named `progress` with the complete progress as JSON; ends with the run.',
  content: { 'text/event-stream': { schema: z.string() } },
};

/** Index runs: start, watch, cancel; and removing an index. */
export const indexRoutes: Routes =
  ({ app, browsers, closing, exportJobs }) =>
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
            'Indexed data is stored unencrypted in the database of this installation and is readable with the API token, until ' +
            'the index is deleted.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          body: StartIndexSchema.nullish(),
          response: answers(
            { 202: IndexProgressSchema.describe('Queued.') },
            'CONFLICT',
            ...BODY_ERRORS,
            ...OPENING_ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { path, choice } = await accessBackup(app, request, id);
        const change = request.body?.choice;
        const chosen = change === undefined ? undefined : changeChoice(choice, change);
        const progress = await app.indexer.start(id, await app.sessions.keys({ id, path }), chosen);
        await app.store.accesses.add(accessorOf(browsers, request), { backup: id, action: 'index-started' });
        return reply.code(202).header('location', `/backups/${id}/index`).send(toIndexProgress(progress));
      },
    );

    server.get(
      `${url}/choices`,
      {
        schema: {
          operationId: 'listIndexChoices',
          summary: 'List what an index run can read or leave out',
          description:
            'With the size of the stores, by the manifest, and the number of records if they were read before.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          response: answers({ 200: ArtifactChoiceListSchema.describe('All artifacts.') }, ...OPENING_ERRORS),
        },
      },
      async (request) => {
        const { id } = request.params;
        const backup = await openBackup(app, request, id);
        return listArtifactChoices(app.views, id, (measured, others) => backup.measure(measured, others));
      },
    );

    server.get(
      url,
      {
        schema: {
          operationId: 'getIndexProgress',
          summary: 'Show the progress of the index run',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers(
            { 200: IndexProgressSchema.describe('The current run, or the last one since the start of the server.') },
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
        // Disables buffering in proxies.
        return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(events);
      },
    );

    server.post(
      `${url}/cancel`,
      {
        schema: {
          operationId: 'cancelIndex',
          summary: 'Cancel the index run',
          description: 'The previous index is kept.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: IndexProgressSchema.describe('The final state.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
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
            'Responds after all indexed data has been removed from the database. The backup itself is not changed.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 204: z.undefined().describe('Removed.') }, 'BACKUP_NOT_FOUND', 'CONFLICT'),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await app.store.deleteIndex(id);
        await exportJobs.forgetBackup(id);
        await app.store.accesses.add(accessorOf(browsers, request), { backup: id, action: 'index-removed' });
        await app.store.purge({ signal: closing });
        return reply.code(204).send();
      },
    );

    function progressOf(id: string): RunProgress {
      const progress = app.indexer.progress(id);
      if (progress === null) throw new DomainError('NOT_FOUND', msg('detail.not-indexed-since-start'));
      return progress;
    }
  };
