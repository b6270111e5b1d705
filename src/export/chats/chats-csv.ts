import type { ChatView, MessageView } from '../../contract/chat.ts';
import { messageChanges } from '../../locales/message-changes.ts';
import type { Attachments } from '../attachments.ts';
import type { CsvCell } from '../format/csv.ts';
import { type LocalTime, utcTime } from '../format/local-time.ts';
import type { MarkedMessage } from '../marks/marks.ts';
import { messageWords, reactionWords, stickerFiles } from './message-words.ts';

/** CSV columns of messages. */
export const MESSAGE_COLUMNS = [
  'conversation_key',
  'conversation',
  'message_key',
  'sent_at_utc',
  'sent_at_local',
  'sender',
  'sender_handle',
  'is_from_me',
  'service',
  'kind',
  'subject',
  'text',
  'link',
  'reply_to_key',
  'reactions',
  'edited_at_utc',
  'unsent_at_utc',
  'deleted_at_utc',
  'attachments',
  'attachment_files',
  'guid',
] as const;

/** Further columns, if a message has a mark. */
export const MARK_COLUMNS = ['mark_star', 'mark_tags', 'mark_note'] as const;

/** The mark of a message as cells of {@link MARK_COLUMNS}. */
export function markCells({ mark }: MarkedMessage): CsvCell[] {
  return mark === undefined ? [null, null, null] : [mark.starred, mark.tags.join('; '), mark.note];
}

/** What rows of messages are made with. */
export interface RowTools {
  readonly clock: LocalTime;
  readonly attachments: Attachments;
  readonly isForPrograms: boolean;
}

/** A message as a row of {@link MESSAGE_COLUMNS}; `isForPrograms` keeps characters that are never shown. */
export function messageRow(
  chat: ChatView,
  message: MessageView,
  { clock, attachments, isForPrograms }: RowTools,
): CsvCell[] {
  const { editedAt, unsentAt } = messageChanges(message);
  const files = message.attachments.filter(({ isHidden }) => !isHidden);
  const places = [...files, ...stickerFiles(message)].map(({ fileID, name, state }) =>
    attachments.place(fileID, name, state === 'present'),
  );
  return [
    chat.key,
    chat.title,
    message.key,
    utcTime(message.sentAt),
    clock.iso(message.sentAt),
    message.sender.name,
    message.sender.handle,
    message.isFromMe,
    message.service,
    message.kind,
    message.subject,
    isForPrograms ? exactWords(message, clock) : messageWords(message, clock).join('\n'),
    message.links.flatMap(({ url }) => url ?? []).join('\n'),
    message.replyTo?.key ?? null,
    reactionWords(message, clock.words).join('; '),
    utcTime(editedAt),
    utcTime(unsentAt),
    utcTime(message.deletedAt),
    files.map(({ name, state }) => `${name ?? 'attachment'}${state === 'present' ? '' : ` (${state})`}`).join('; '),
    places.filter((place) => place !== null).join('; '),
    message.guid,
  ];
}

/** The words of a message; its text as it was sent, if they are nothing else. */
function exactWords(message: MessageView, clock: LocalTime): string {
  const words = messageWords(message, clock).join('\n');
  const { text } = message;
  return text !== null && text.replaceAll('\ufeff', '') === words ? text : words;
}
