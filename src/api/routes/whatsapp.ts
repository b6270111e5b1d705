import { WhatsappChatDetailSchema, WhatsappChatSchema } from '../../contract/whatsapp.ts';
import { whatsappCalls, whatsappSource } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { callRoutesOf } from './chats/call-routes.ts';
import { chatRoutesOf } from './chats/chat-routes.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const whatsappTag = { name: 'whatsapp', description: 'WhatsApp, from the index.' };

const tag = 'whatsapp';
const whatsapp = '/backups/:id/artifacts/whatsapp';
const params = { list: BackupParams, one: RecordParams };

const chats = chatRoutesOf({
  tag,
  paths: { chats: `${whatsapp}/chats`, message: `${whatsapp}/messages/:key` },
  params,
  words: {
    chats: 'the WhatsApp chats of a backup',
    oneChat: 'WhatsApp chat',
    aChat: 'a WhatsApp chat',
    oneMessage: 'WhatsApp message',
  },
  schemas: { chat: WhatsappChatSchema, detail: WhatsappChatDetailSchema },
  operations: {
    list: 'listWhatsappChats',
    get: 'getWhatsappChat',
    messages: 'listWhatsappMessages',
    find: 'findWhatsappMessages',
    days: 'listWhatsappDays',
    media: 'listWhatsappMedia',
    message: 'getWhatsappMessage',
  },
  source: () => whatsappSource,
});

const calls = callRoutesOf({
  tag,
  path: `${whatsapp}/calls`,
  params,
  list: {
    operation: 'listWhatsappCalls',
    summary: 'List the WhatsApp calls of a backup',
    description: 'The call log of the app, with the same schema as calls of the phone.',
  },
  one: { operation: 'getWhatsappCall', summary: 'Show one WhatsApp call' },
  source: () => whatsappCalls,
});

/** Indexed WhatsApp chats, messages and calls. */
export const whatsappRoutes: Routes = (context) => async (server) => {
  await server.register(chats(context));
  await server.register(calls(context));
};
