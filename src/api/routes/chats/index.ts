import { z } from 'zod';
import { ChatSchema } from '../../../contract/chat.ts';
import { ChatAppListSchema, ChatsQuerySchema } from '../../../contract/chats.ts';
import { DomainError } from '../../../model/errors.ts';
import { type ChatSource, declaredSources, listChatApps } from '../../../views/index.ts';
import type { Routes } from '../../context.ts';
import { answers } from '../../openapi/answers.ts';
import { TOKEN } from '../../openapi/security.ts';
import { BackupParams, RecordParams } from '../params.ts';
import type { AppOfAddress, AppParams } from './app-params.ts';
import { callRoutesOf } from './call-routes.ts';
import { chatRoutesOf } from './chat-routes.ts';

/** The section of the API's document with every other chat app. */
export const chatsTag = { name: 'chats', description: 'Chats of every other app, from the index.' };

const tag = chatsTag.name;
const artifact = '/backups/:id/artifacts/:artifact';

/** The parameters of the addresses of these apps. */
function paramsOf(sources: readonly ChatSource[]): AppParams {
  const app = { artifact: z.enum(sources.map((source) => source.artifact)).describe('Id of the app.') };
  return { list: BackupParams.extend(app), one: RecordParams.extend(app) };
}

function sourceOf({ artifact: id }: AppOfAddress): ChatSource {
  const source = declaredSources.find((each) => each.artifact === id);
  if (source === undefined) throw new DomainError('NOT_FOUND', 'There is no chat app of this name.');
  return source;
}

const chats = chatRoutesOf({
  tag,
  paths: { chats: `${artifact}/chats`, message: `${artifact}/messages/:key` },
  params: paramsOf(declaredSources),
  words: { chats: 'the chats of an app', oneChat: 'chat', aChat: 'a chat', oneMessage: 'message of an app' },
  schemas: { chat: ChatSchema, detail: ChatSchema, query: ChatsQuerySchema },
  operations: {
    list: 'listChats',
    get: 'getChat',
    messages: 'listChatMessages',
    find: 'findChatMessages',
    days: 'listChatDays',
    message: 'getChatMessage',
  },
  source: sourceOf,
});

const calls = callRoutesOf({
  tag,
  path: `${artifact}/calls`,
  params: paramsOf(declaredSources.filter((source) => source.calls !== null)),
  list: {
    operation: 'listAppCalls',
    summary: 'List the calls of an app',
    description: 'The log of the app itself, in the same form as the calls of the phone.',
  },
  one: { operation: 'getAppCall', summary: 'Show one call of an app' },
  source: (params) => {
    const { calls: log } = sourceOf(params);
    if (log === null) throw new DomainError('NOT_FOUND', 'This app has no log of calls.');
    return log;
  },
});

/** The apps with chats in a backup, and the chats and calls of the apps that have no routes of their own. */
export const chatRoutes: Routes = (context) => async (server) => {
  const { app } = context;

  server.get(
    '/backups/:id/chats',
    {
      schema: {
        operationId: 'listChatApps',
        summary: 'List the apps with chats in a backup',
        description: 'With where their chats are, and how much there is.',
        tags: [tag],
        security: TOKEN,
        params: BackupParams,
        response: answers({ 200: ChatAppListSchema.describe('The apps.') }, 'BACKUP_NOT_FOUND'),
      },
    },
    ({ params: { id } }) => listChatApps(app.views, id),
  );

  await server.register(chats(context));
  await server.register(calls(context));
};
