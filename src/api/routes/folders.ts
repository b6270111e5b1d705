import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { defaultBackupRoots, listFolders, parseTypedPath, startPlaces } from '../../backup/index.ts';
import {
  AddFolderSchema,
  FolderListingSchema,
  FolderListSchema,
  type FolderListView,
  FolderLookSchema,
  StartPlacesSchema,
  TypedPathSchema,
} from '../../contract/folders.ts';
import { addFolder, type FolderContext, lookAtFolder, removeFolder } from '../../indexing/added-folders.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { homeFolder } from '../../model/home-folder.ts';
import { ownPaths } from '../../settings.ts';
import { folderId, folderLookView, listSearchedFolders, platformView } from '../../views/index.ts';
import { isFromThisMachine } from '../auth/same-machine.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';

const PathQuery = z.object({ path: TypedPathSchema });
const FolderParams = z.object({ id: z.string().regex(/^[a-z2-9]{16}$/) });

/** The folders that are searched for backups, and a way to find more on this machine. */
export const folderRoutes: Routes =
  ({ app, purging }) =>
  async (server) => {
    const tags = ['folders'];
    const folders: FolderContext = { ...app, ownPaths: ownPaths(app.settings) };

    server.get(
      '/folders',
      {
        schema: {
          operationId: 'listFolders',
          summary: 'List the folders that are searched for backups',
          tags,
          security: TOKEN,
          response: answers({ 200: FolderListSchema.describe('As of the last search.') }),
        },
      },
      (request) => listing(app, request),
    );

    server.post(
      '/folders',
      {
        schema: {
          operationId: 'addFolder',
          summary: 'Add a folder with backups, and search it',
          description:
            'The path of a folder of backups, a backup, or a folder around or inside one. It is searched from then on. ' +
            'Only for clients on the machine that runs Apple Juicer, unless APPLE_JUICER_API__MANAGE_FOLDERS allows others.',
          tags,
          security: TOKEN,
          body: AddFolderSchema,
          response: answers(
            { 201: FolderLookSchema.describe('What was found in it.') },
            'BACKUP_NOT_FOUND',
            'NO_ACCESS',
            'LIMIT_EXCEEDED',
            'CANCELLED',
            ...BODY_ERRORS,
          ),
        },
      },
      async (request, reply) => {
        expectManager(app, request);
        return reply.code(201).send(folderLookView(await addFolder(folders, request.body.path)));
      },
    );

    server.delete(
      '/folders/:id',
      {
        schema: {
          operationId: 'removeFolder',
          summary: 'Stop searching an added folder',
          description:
            'Its backups that were not indexed leave the list; those that were indexed stay. Nothing is deleted on disk.',
          tags,
          security: TOKEN,
          params: FolderParams,
          response: answers({ 204: z.undefined().describe('Removed.') }, 'NOT_FOUND'),
        },
      },
      async (request, reply) => {
        expectManager(app, request);
        const added = await app.store.folders.list();
        const folder = added.find(({ path }) => folderId(path) === request.params.id);
        if (folder === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-added-folder'));
        await removeFolder(folders, folder.path);
        purging.start();
        return reply.code(204).send();
      },
    );

    server.get(
      '/folders/places',
      {
        schema: {
          operationId: 'listStartPlaces',
          summary: 'List folders and disks from which to look for backups',
          tags,
          security: TOKEN,
          response: answers({ 200: StartPlacesSchema.describe('Those that exist.') }),
        },
      },
      async (request) => {
        expectManager(app, request);
        const { platform, env } = process;
        return {
          places: await startPlaces({ platform, home: homeFolder(), backups: defaultBackupRoots(platform, env) }),
        };
      },
    );

    server.get(
      '/folders/list',
      {
        schema: {
          operationId: 'listSubfolders',
          summary: 'List the folders in a folder',
          description:
            'Names of folders and archives only. Only for clients on the machine that runs Apple Juicer, unless ' +
            'APPLE_JUICER_API__MANAGE_FOLDERS allows others.',
          tags,
          security: TOKEN,
          querystring: PathQuery,
          response: answers({ 200: FolderListingSchema.describe('Folders by name.') }, 'BACKUP_NOT_FOUND', 'NO_ACCESS'),
        },
      },
      async (request) => {
        expectManager(app, request);
        const { folders: inside, ...rest } = await listFolders(pathOf(request.query.path));
        return {
          ...rest,
          folders: inside.map(({ isForbidden, ...folder }) => ({ ...folder, forbidden: isForbidden })),
        };
      },
    );

    server.get(
      '/folders/look',
      {
        schema: {
          operationId: 'lookAtFolder',
          summary: 'Look for backups in a folder without adding it',
          tags,
          security: TOKEN,
          querystring: PathQuery,
          response: answers(
            { 200: FolderLookSchema.describe('What adding it would find.') },
            'BACKUP_NOT_FOUND',
            'NO_ACCESS',
            'LIMIT_EXCEEDED',
            'CANCELLED',
          ),
        },
      },
      async (request) => {
        expectManager(app, request);
        return folderLookView(await lookAtFolder(request.query.path));
      },
    );
  };

const pathOf = (text: string): string => parseTypedPath(text, process.platform, homeFolder());

async function listing(app: App, request: FastifyRequest): Promise<FolderListView> {
  return {
    folders: await listSearchedFolders(app.views, app.catalog.searched()),
    platform: platformView(process.platform),
    manageable: mayManage(app, request),
  };
}

function mayManage({ settings }: App, request: FastifyRequest): boolean {
  const { manage_folders: who } = settings.api;
  return who === 'always' || (who === 'local' && isFromThisMachine(request));
}

/** @throws FORBIDDEN */
function expectManager(app: App, request: FastifyRequest): void {
  if (!mayManage(app, request)) throw new DomainError('FORBIDDEN', msg('detail.folders-not-manageable'));
}
