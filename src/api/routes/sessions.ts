import { z } from 'zod';
import { UnlockRequestSchema, UnlockResponseSchema } from '../../contract/backups.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { accessorOf } from '../auth/accessor.ts';
import { backupCookie, backupCookieName } from '../auth/cookies.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { UNLOCK_LIMIT } from '../rate-limits.ts';
import { passwordOf, readPasswordsAsBytes } from '../secret-body.ts';
import { BackupParams } from './params.ts';

/** Unlocking and locking encrypted backups. */
export const sessionRoutes: Routes =
  ({ app, browsers, exportJobs }) =>
  async (server) => {
    const tags = ['sessions'];
    readPasswordsAsBytes(server);

    server.post(
      '/backups/:id/unlock',
      {
        config: { rateLimit: UNLOCK_LIMIT },
        schema: {
          operationId: 'unlockBackup',
          summary: 'Unlock an encrypted backup',
          description:
            'Derives the keys (takes seconds), creates a session and sets a cookie for this backup. After a wrong password the ' +
            'next attempt is delayed, longer each time. A backup that is not encrypted needs no password.',
          tags,
          security: TOKEN,
          params: BackupParams,
          body: UnlockRequestSchema.partial().nullish(),
          response: answers(
            { 200: UnlockResponseSchema.describe('Send `session` as `X-Backup-Session`.') },
            'WRONG_PASSWORD',
            'MALFORMED_KEYBAG',
            ...BODY_ERRORS,
            ...OPENING_ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { path, lastIndexedAt } = await app.store.backups.get(id);
        const inBody = request.body?.password;
        const password = inBody === undefined ? null : passwordOf(request, inBody);
        // A backup without an index is mostly unlocked to make one.
        const unlocking = app.indexer.expect({ path, lastIndexedAt }, () =>
          app.sessions.unlock({ id, path }, password),
        );
        const session = await unlocking.catch((error: unknown) => {
          if (password !== null || !isDomainError(error, 'BACKUP_LOCKED')) throw error;
          throw new DomainError('BAD_REQUEST', msg('detail.password-missing'), { cause: error });
        });
        const accessor = accessorOf(browsers, request);
        // It may have been logged out meanwhile.
        if (accessor.actor === 'browser' && accessor.browserKey === null) {
          throw new DomainError('UNAUTHORIZED', msg('detail.browser-logged-out'));
        }
        if (accessor.browserKey !== null) app.sessions.assign(id, session.cookie, accessor.browserKey);
        await app.store.backups.touchUnlocked(id);
        exportJobs.wake();
        await app.store.accesses.add(accessor, { backup: id, action: 'opened' });
        reply.setCookie(backupCookieName(request, id), session.cookie, backupCookie(request));
        return { session: session.token, expiresAt: session.expiresAt };
      },
    );

    server.post(
      '/backups/:id/lock',
      {
        schema: {
          operationId: 'lockBackup',
          summary: 'Lock a backup',
          description: 'Ends its sessions and downloads and removes its keys from memory. Index runs continue.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 204: z.undefined().describe('Locked.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await app.store.backups.get(id);
        await app.sessions.lock(id);
        return reply.clearCookie(backupCookieName(request, id), backupCookie(request)).code(204).send();
      },
    );

    server.post(
      '/backups/lock',
      {
        schema: {
          operationId: 'lockBackups',
          summary: 'Lock all backups',
          description: 'Like locking each backup.',
          tags,
          security: TOKEN,
          response: answers({ 204: z.undefined().describe('All backups are locked.') }),
        },
      },
      async (request, reply) => {
        for (const { publicId } of await app.store.backups.list()) {
          await app.sessions.lock(publicId);
          reply.clearCookie(backupCookieName(request, publicId), backupCookie(request));
        }
        return reply.code(204).send();
      },
    );
  };
