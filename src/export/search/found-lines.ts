import { z } from 'zod';
import { ChatSchema } from '../../contract/chat.ts';
import { chatSources, listKinds } from '../../views/index.ts';
import type { Attachments } from '../attachments.ts';
import { chatSchema } from '../chats/chat-schema.ts';
import { withPaths } from '../chats/export-chats.ts';
import type { ExportSchema } from '../exporter.ts';
import type { Line } from '../format/json-lines.ts';
import { filePlaces, recordDocument } from '../records/export-records.ts';
import { recordSchema } from '../records/record-schema.ts';
import type { ExportJob } from '../types.ts';
import type { Found } from './hits.ts';

/** The chat of a message, in which it was found. */
const InChatSchema = ChatSchema.pick({ title: true }).nullable();

/** What a search found as lines of JSON, whose `type` is the kind of record. */
export async function* foundLines(
  job: ExportJob,
  all: AsyncIterable<Found>,
  attachments: Attachments,
): AsyncGenerator<Line, void, undefined> {
  for await (const { hit, kind, message, record } of all) {
    if (message !== null) {
      const chat = hit.chat === null ? null : { title: hit.chat.title };
      yield { type: kind.id, chat, ...withPaths(message, attachments) };
    } else if (record !== null) {
      const files = (await filePlaces(job, record, attachments)).map(({ path }) => path);
      yield recordDocument(kind, record, files);
    }
  }
}

/** Schema of these lines: those of records of each kind, and messages with their chat. */
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
