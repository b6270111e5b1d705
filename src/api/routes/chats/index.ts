import { z } from 'zod';
import { ChatSchema } from '../../../contract/chat.ts';
import { ChatAppListSchema } from '../../../contract/chats.ts';
import { msg } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { type ChatSource, callSourceOf, declaredSources, listChatApps, recordLogs } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { resource, resources } from '../../resource.ts';
import { BackupParams, RecordParams } from '../params.ts';
import type { AppOfAddress, AppParams } from './app-params.ts';
import { callRoutesOf } from './call-routes.ts';
import { chatRoutesOf } from './chat-routes.ts';

/** OpenAPI tag of the chat apps without special routes. */
export const chatsTag = { name: 'chats', description: 'Chats of all other apps, from the index.' };

const tag = chatsTag.name;
const artifact = '/backups/:id/artifacts/:artifact';

/** Path parameters of these apps. */
function paramsOf(sources: readonly Pick<ChatSource, 'artifact'>[]): AppParams {
  const app = { artifact: z.enum(sources.map((source) => source.artifact)).describe('Id of the app.') };
  return { list: BackupParams.extend(app), one: RecordParams.extend(app) };
}

function sourceOf({ artifact: id }: AppOfAddress): ChatSource {
  const source = declaredSources.find((each) => each.artifact === id);
  if (source === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-chat-app'));
  return source;
}

const chats = chatRoutesOf({
  tag,
  paths: { chats: `${artifact}/chats`, message: `${artifact}/messages/:key` },
  params: paramsOf(declaredSources),
  words: { chats: 'the chats of an app', oneChat: 'chat', aChat: 'a chat', oneMessage: 'message of an app' },
  schemas: { chat: ChatSchema, detail: ChatSchema },
  operations: {
    list: 'listChats',
    get: 'getChat',
    messages: 'listChatMessages',
    find: 'findChatMessages',
    days: 'listChatDays',
    media: 'listChatMedia',
    message: 'getChatMessage',
  },
  source: sourceOf,
});

const calls = callRoutesOf({
  tag,
  path: `${artifact}/calls`,
  params: paramsOf([...declaredSources.filter((source) => source.calls !== null), ...recordLogs]),
  list: {
    operation: 'listAppCalls',
    summary: 'List the calls of an app',
    description: 'The call log of the app, with the same schema as calls of the phone.',
  },
  one: { operation: 'getAppCall', summary: 'Show one call of an app' },
  source: ({ artifact: id = '' }) => {
    const log = callSourceOf(id);
    if (log === null) throw new DomainError('NOT_FOUND', msg('detail.no-call-log'));
    return log;
  },
});

const apps = resources(
  tag,
  resource({
    path: '/backups/:id/chats',
    operationId: 'listChatApps',
    summary: 'List the apps with chats in a backup',
    description: 'With paths and counts.',
    params: BackupParams,
    answer: ChatAppListSchema.describe('The apps.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => listChatApps(app.views, id),
  }),
);

/** The chat apps of a backup, and the chats and calls of apps without special routes. */
export const chatRoutes: Routes = (context) => async (server) => {
  await server.register(apps(context));
  await server.register(chats(context));
  await server.register(calls(context));
};
