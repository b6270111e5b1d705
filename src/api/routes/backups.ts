import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app.ts';
import {
  BackupDetailSchema,
  BackupListSchema,
  type BackupListView,
  BackupNameSchema,
  LedgerEntrySchema,
} from '../../contract/backups.ts';
import { pageOf } from '../../contract/common.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { getBackup, getLedger, listBackups, type SessionCheck, searchedView } from '../../views/index.ts';
import { accessorOf } from '../auth/accessor.ts';
import { carriesSession } from '../auth/backup-access.ts';
import { entityTag, isUnmodified } from '../content/entity-tag.ts';
import type { Routes } from '../context.ts';
import { knownApps } from '../known-apps.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

const IconParams = BackupParams.extend({ bundleId: z.string().min(1).max(500) });
const Png = { description: 'The icon.', content: { 'image/png': { schema: z.unknown() } } };

/** The known backups, and data that is readable without a password. */
export const backupRoutes: Routes =
  ({ app, browsers, purging, exportJobs }) =>
  async (server) => {
    const tags = ['backups'];

    server.get(
      '/backups',
      {
        schema: {
          operationId: 'listBackups',
          summary: 'List the backups and the searched folders',
          tags,
          security: TOKEN,
          response: answers({ 200: BackupListSchema.describe('Newest backup first.') }),
        },
      },
      (request) => listing(app, request),
    );

    server.post(
      '/backups/refresh',
      {
        schema: {
          operationId: 'refreshBackups',
          summary: 'Search for backups',
          tags,
          security: TOKEN,
          response: answers({ 200: BackupListSchema.describe('The updated list.') }),
        },
      },
      async (request) => {
        await app.catalog.refresh();
        return listing(app, request);
      },
    );

    server.get(
      '/backups/:id',
      {
        schema: {
          operationId: 'getBackup',
          summary: 'Show one backup, its apps and its ledger',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: BackupDetailSchema.describe('The backup.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      async (request) => {
        const { id } = request.params;
        return getBackup(app.views, id, await knownApps(app, id), sessionsOf(app, request));
      },
    );

    server.put(
      '/backups/:id/name',
      {
        schema: {
          operationId: 'nameBackup',
          summary: 'Name a backup',
          description: 'The name stands in all lists, searches and exports. The backup is not changed.',
          tags,
          security: TOKEN,
          params: BackupParams,
          body: BackupNameSchema,
          response: answers({ 204: z.undefined().describe('Named.') }, 'BACKUP_NOT_FOUND', ...BODY_ERRORS),
        },
      },
      async ({ params: { id }, body: { name } }, reply) => {
        await app.store.backups.rename(id, name);
        return reply.code(204).send();
      },
    );

    server.delete(
      '/backups/:id',
      {
        schema: {
          operationId: 'deleteBackup',
          summary: 'Remove a backup and its index',
          description:
            'Locks it and removes it from the list; indexed data is removed from the database in the background. Its folder ' +
            'is not changed: the next search adds it again, with the same id, if it still exists.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 204: z.undefined().describe('Removed.') }, 'BACKUP_NOT_FOUND', 'CONFLICT'),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await app.store.deleteBackup(id);
        await exportJobs.forgetBackup(id);
        await app.store.accesses.add(accessorOf(browsers, request), { backup: null, action: 'index-removed' });
        await app.sessions.lock(id);
        purging.start();
        return reply.code(204).send();
      },
    );

    server.get(
      '/backups/:id/ledger',
      {
        schema: {
          operationId: 'getLedger',
          summary: 'Show the outcome of every artifact',
          description: 'Numbers of found, read and skipped records of the last index run, with reasons.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: pageOf(LedgerEntrySchema).describe('All of it, on one page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      async ({ params: { id } }) => ({ items: await getLedger(app.views, id), next: null }),
    );

    server.get(
      '/backups/:id/apps/:bundleId/icon',
      {
        schema: {
          operationId: 'getAppIcon',
          summary: 'Show the home-screen icon of an app',
          tags,
          security: TOKEN,
          params: IconParams,
          response: answers(
            { 200: Png, 304: z.undefined().describe('Not modified.') },
            'BACKUP_NOT_FOUND',
            'NOT_FOUND',
            'NO_ACCESS',
          ),
        },
      },
      async ({ params: { id, bundleId }, headers }, reply) => {
        const { path, fingerprint } = await app.store.backups.get(id);
        const apps = await app.sessions.apps({ id, path });
        const icon = apps.find((candidate) => candidate.bundleId === bundleId)?.icon ?? null;
        if (icon === null) throw new DomainError('NOT_FOUND', msg('detail.no-app-icon'));
        const etag = entityTag(fingerprint, bundleId, icon.length);
        reply.headers({ etag, 'cache-control': 'private, max-age=3600' });
        if (isUnmodified(headers['if-none-match'], etag)) return reply.code(304).send();
        return reply.type('image/png').send(Buffer.from(icon.buffer, icon.byteOffset, icon.byteLength));
      },
    );
  };

async function listing(app: App, request: FastifyRequest): Promise<BackupListView> {
  const backups = await listBackups(app.views, sessionsOf(app, request));
  return { backups, searched: app.catalog.searched().map(searchedView) };
}

function sessionsOf(app: App, request: FastifyRequest): SessionCheck {
  return (backup) => carriesSession(app, request, backup);
}
