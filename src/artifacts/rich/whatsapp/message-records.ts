import type { Extracted } from '../../kit/artifact.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import type { Chat } from './chat.ts';
import type { Chats } from './chats.ts';
import type { Directory } from './directory.ts';
import type { ReadMessage } from './message-reader.ts';
import { messageDocument } from './search-document.ts';
import { whatsappMessages, type whatsappTables } from './tables.ts';

/** Data that messages refer to, and data collected from them. */
export interface MessageSurroundings {
  readonly directory: Directory;
  readonly chats: Chats;
  /** The chats with the messages about calls, by call id. */
  readonly chatOfCall: Map<string, Chat>;
}

const valuesOf = inOrderOf(whatsappMessages);

/** The records of a message, which is counted in its chat. Not a generator, which would be slower. */
export function recordsOf(
  message: ReadMessage,
  { directory, chatOfCall }: MessageSurroundings,
): readonly Extracted<typeof whatsappTables>[] {
  const { key, row, attachments, chat, session } = message;
  const { kind, stanzaId, sentAt, text } = row;
  if (kind === 'call' && directory.callLog.has(stanzaId ?? '')) chatOfCall.set(stanzaId ?? '', chat);
  chat.add(key, sentAt, text);
  const records: Extracted<typeof whatsappTables>[] = [
    ['whatsapp_messages', valuesOf(row), messageDocument(row, attachments)],
  ];
  for (const attachment of attachments) records.push(['whatsapp_attachments', attachment]);
  records.push(['whatsapp_chat_items', [chat.key, sentAt ?? 0, key, session]]);
  return records;
}
