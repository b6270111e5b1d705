import { describeCall, describeEvent } from '../../../model/chat-event.ts';
import type { RowOf } from '../../../model/columns.ts';
import { locationFacts, type SearchDocument } from '../../kit/artifact.ts';
import type { AttachmentRow } from './attachments.ts';
import type { CallRow } from './calls.ts';
import type { ContactRow } from './contacts.ts';
import type { MessageRow } from './message-reader.ts';
import type { whatsappChats } from './tables.ts';

const NOTHING: readonly string[] = [];

/**
 * Indexes a message by text, names of files, link previews, contacts, places and polls. Undefined if there is nothing
 * to search.
 */
export function messageDocument(
  message: MessageRow,
  attachments: readonly AttachmentRow[],
): SearchDocument | undefined {
  const text = shownText(message);
  const beside = besideText(message);
  const also =
    beside.length === 0 && attachments.length === 0
      ? ''
      : [...beside, ...attachments.flatMap(({ fileName }) => fileName ?? [])].join('\n');
  const location = locationFacts(message.location);
  if (text === '' && also === '' && attachments.length === 0 && location === null) return undefined;
  const { chat, app, kind, senderName, isFromMe } = message;
  const facts = { chat, app, kind, sender: message.sender, senderName, isFromMe };
  const sender = isFromMe === true ? 'me' : message.sender;
  // Spreading what there is takes several times as long.
  const document: { -readonly [name in keyof SearchDocument]: SearchDocument[name] } = {
    text,
    at: message.sentAt,
    in: chat === null ? [] : [chat],
    payload: location === null ? facts : { ...facts, ...location },
  };
  if (also !== '') document.also = also;
  if (sender !== null) document.from = [sender];
  if (location !== null) document.has = attachments.length === 0 ? ['location'] : ['attachment', 'location'];
  else if (attachments.length > 0) document.has = ['attachment'];
  return document;
}

/** Indexes a call by its participants. */
export function callDocument(call: CallRow): SearchDocument {
  const { direction, isMissed, isVideo, seconds, outcome } = call;
  const from = direction === 'incoming' ? call.handle : direction === 'outgoing' ? 'me' : null;
  const people = (call.participants ?? []).flatMap(({ name, handle }) => [name, handle]);
  return {
    text: [describeCall({ isVideo, isMissed: isMissed === true, isGroup: call.groupJid !== null, seconds }), call.name]
      .filter((part) => part !== null)
      .join(': '),
    also: [call.handle, ...people].filter((part) => part !== null).join('\n'),
    at: call.at,
    ...(from === null ? {} : { from: [from] }),
    in: call.chat === null ? [] : [call.chat],
    payload: { chat: call.chat, app: call.app, direction, isVideo, isMissed, seconds, outcome },
  };
}

/** Indexes a chat by name and members. Undefined for one without a name. */
export function chatDocument(chat: RowOf<typeof whatsappChats>): SearchDocument | undefined {
  if (chat.title === null && chat.subject === null) return undefined;
  const members = (chat.participants ?? []).flatMap(({ name, handle }) => [name, handle]);
  return {
    text: chat.title ?? chat.subject ?? '',
    also: [chat.subject, chat.handle, chat.about, chat.draft, ...members].filter((part) => part !== null).join('\n'),
    at: chat.lastAt,
    in: chat.key === null ? [] : [chat.key],
    payload: { chat: chat.key, app: chat.app, kind: chat.kind },
  };
}

/** What of a contact can be found: its names and number. */
export function contactDocument(contact: ContactRow): SearchDocument {
  const { name, businessName, handle, username, about, app } = contact;
  return {
    text: name ?? businessName ?? handle ?? '',
    also: [businessName, handle, username, about].filter((part) => part !== null).join('\n'),
    at: null,
    payload: { app },
  };
}

function shownText(message: MessageRow): string {
  if (message.event !== null) return describeEvent(message.event);
  if (message.call !== null) return describeCall(message.call);
  return message.text ?? message.location?.name ?? message.contacts?.map(({ name }) => name).join(', ') ?? '';
}

function besideText({ contacts, links, location, mentions, poll, payment }: MessageRow): readonly string[] {
  if (
    contacts === null &&
    links === null &&
    location === null &&
    mentions === null &&
    poll === null &&
    payment === null
  )
    return NOTHING;
  const parts = [
    payment === null ? null : `${payment.amount ?? ''} ${payment.currency ?? ''}`.trim(),
    payment?.transactionId,
    location?.name,
    ...(contacts ?? []).flatMap(({ name, phones, emails }) => [name, ...phones, ...emails]),
    ...(mentions ?? []).map(({ person }) => person.name),
    ...(poll?.texts ?? []),
    ...(links ?? []).flatMap(({ url, title, summary }) => [url, title, summary]),
  ];
  return parts.filter((part) => part !== null && part !== undefined);
}
