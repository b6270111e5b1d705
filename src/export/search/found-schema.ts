import { z } from 'zod';
import { ChatSchema } from '../../contract/chat.ts';
import { chatSources, listKinds } from '../../views/index.ts';
import { chatSchema } from '../chats/chat-schema.ts';
import type { ExportSchema } from '../exporter.ts';
import { recordSchema } from '../records/record-schema.ts';

/** The chat of a message, in which it was found. */
const InChatSchema = ChatSchema.pick({ title: true }).nullable();

/** Schema of lines of what a search found: those of records of each kind, and messages with their chat. */
export function foundSchema(): ExportSchema {
  const messages = new Set(chatSources.map(({ tables }) => tables.messageKind));
  const message = chatSchema().records['message'] ?? z.object({});
  const kinds = listKinds().items.flatMap((kind): [string, z.ZodObject][] =>
    messages.has(kind.id)
      ? [[kind.id, message.extend({ chat: InChatSchema })]]
      : Object.entries(recordSchema(kind).records),
  );
  return { records: Object.fromEntries(kinds) };
}
