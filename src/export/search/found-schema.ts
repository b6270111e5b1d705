import { z } from 'zod';
import { ChatSchema } from '../../contract/chat.ts';
import { chatSources, listKinds } from '../../views/index.ts';
import { chatSchema } from '../chats/chat-schema.ts';
import type { ExportSchema } from '../exporter.ts';
import { recordSchema } from '../records/record-schema.ts';

/** The chat of a message, in which it was found. */
const InChatSchema = ChatSchema.pick({ title: true }).nullable();

/** The fields with words of the search that the text does not have. */
const FoundInFieldsSchema = z
  .array(
    z.object({
      table: z.string(),
      column: z.string(),
      text: z.string().describe('The part of the value around the first match.'),
    }),
  )
  .describe('Fields by which it was found, if its text does not show the words of the search.');

/** Schema of lines of what a search found: those of records of each kind, and messages with their chat. */
export function foundSchema(): ExportSchema {
  const messages = new Set(chatSources.map(({ tables }) => tables.messageKind));
  const message = chatSchema().records['message'] ?? z.object({});
  const kinds = listKinds().items.flatMap((kind): [string, z.ZodObject][] =>
    messages.has(kind.id)
      ? [[kind.id, message.extend({ chat: InChatSchema, foundIn: FoundInFieldsSchema })]]
      : Object.entries(recordSchema(kind).records).map(([id, record]) => [
          id,
          record.extend({ foundIn: FoundInFieldsSchema }),
        ]),
  );
  return { records: Object.fromEntries(kinds) };
}
