import type { AppInfo } from '../../backup/types.ts';
import {
  DomainSchema,
  FileSchema,
  FilesQuerySchema,
  FolderItemSchema,
  FolderQuerySchema,
  filesPageOf,
  type ListDamageView,
} from '../../contract/files.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/index.ts';
import { fileView, listDamageView } from '../../views/index.ts';
import { openBackup } from '../auth/backup-access.ts';
import { FileParams } from '../content/find-file.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { FILE_SUFFIXES } from '../file-suffixes.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

/** The manifest of a backup: its domains and entries. */
export const filesRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['files'];

    server.get(
      '/backups/:id/domains',
      {
        schema: {
          operationId: 'listDomains',
          summary: 'List the domains of a backup',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          response: answers(
            { 200: filesPageOf(DomainSchema).describe('All of them, on one page.') },
            ...OPENING_ERRORS,
          ),
        },
      },
      // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Fastify awaits its handlers, Express does not
      async (request) => {
        const { id } = request.params;
        const handle = await openBackup(app, request, id);
        const [domains, apps] = await Promise.all([
          handle.domains(),
          app.sessions.apps({ id, path: handle.folder.path }),
        ]);
        const byId = new Map(apps.map((entry) => [entry.bundleId, entry]));
        return {
          items: domains.map((domain) => ({ ...domain, ...appOf(domain.domain, byId) })),
          next: null,
          ...(await damageOf(handle)),
        };
      },
    );

    server.get(
      '/backups/:id/files',
      {
        schema: {
          operationId: 'listFiles',
          summary: 'List the files of a backup',
          description: 'By domain and path.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          querystring: FilesQuerySchema,
          response: answers({ 200: filesPageOf(FileSchema).describe('A page.') }, ...OPENING_ERRORS),
        },
      },
      // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Fastify awaits its handlers, Express does not
      async (request) => {
        const handle = await openBackup(app, request, request.params.id);
        const { domain, path: pathContains, kind, type, limit, cursor } = request.query;
        const after = cursor === undefined ? undefined : await placeOf(handle, cursor);
        const suffixes = type === undefined ? undefined : FILE_SUFFIXES[type];
        const listed = await handle.list(defined({ domain, pathContains, suffixes, kind }), limit + 1, after);
        const page = listed.slice(0, limit);
        return {
          items: page.map(fileView),
          next: listed.length > limit ? (page.at(-1)?.entry.fileID ?? null) : null,
          ...(await damageOf(handle)),
        };
      },
    );

    server.get(
      '/backups/:id/files/:fileId',
      {
        schema: {
          operationId: 'getFileEntry',
          summary: 'Show the manifest entry of a file',
          tags,
          security: TOKEN_AND_SESSION,
          params: FileParams,
          response: answers({ 200: FileSchema.describe('The entry.') }, 'NOT_FOUND', ...OPENING_ERRORS),
        },
      },
      // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Fastify awaits its handlers, Express does not
      async (request) => {
        const handle = await openBackup(app, request, request.params.id);
        const listed = await handle.get(request.params.fileId);
        if (listed === null) throw new DomainError('NOT_FOUND', msg('detail.no-file'));
        return fileView(listed);
      },
    );

    server.get(
      '/backups/:id/folder',
      {
        schema: {
          operationId: 'listFolder',
          summary: 'List the items of a folder',
          description: 'Folders and files by name, including folders without a manifest entry.',
          tags,
          security: TOKEN_AND_SESSION,
          params: BackupParams,
          querystring: FolderQuerySchema,
          response: answers({ 200: filesPageOf(FolderItemSchema).describe('A page.') }, ...OPENING_ERRORS),
        },
      },
      // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Fastify awaits its handlers, Express does not
      async (request) => {
        const { domain, path, limit, cursor } = request.query;
        const handle = await openBackup(app, request, request.params.id);
        const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url');
        const { items, next } = await handle.children(domain, path, limit, after);
        const prefix = path === '' ? '' : `${path}/`;
        return {
          items: items.map(({ name, listed }) => ({
            name,
            path: `${prefix}${name}`,
            file: listed === null ? null : fileView(listed),
          })),
          next: next === null ? null : Buffer.from(next).toString('base64url'),
          ...(await damageOf(handle)),
        };
      },
    );
  };

const APP_DOMAIN = /^AppDomain(?:Group|Plugin)?-(.+)$/;

function appOf(domain: string, apps: ReadonlyMap<string, AppInfo>): { app: string | null; bundleId: string | null } {
  const bundleId = APP_DOMAIN.exec(domain)?.[1] ?? null;
  return { bundleId, app: bundleId === null ? null : (apps.get(bundleId)?.name ?? null) };
}

/** To be asked after listing, which meets the damage. */
async function damageOf(handle: BackupHandle): Promise<ListDamageView> {
  return listDamageView(await handle.isListDamaged());
}

/** The entry of a cursor, which is the fileID of the last entry of a page. */
async function placeOf(handle: BackupHandle, cursor: string): Promise<ListedEntry['entry']> {
  const listed = /^[0-9a-f]{40}$/.test(cursor) ? await handle.get(cursor) : null;
  if (listed === null) {
    throw new DomainError('BAD_REQUEST', msg('detail.cursor-of-another-list'), {
      details: { field: 'cursor' },
    });
  }
  return listed.entry;
}
