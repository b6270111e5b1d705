import { describeCall, describeEvent } from '../../../model/chat-event.ts';
import { locationFacts, type SearchDocument } from '../artifact.ts';
import type { AttachmentRow } from './attachments-and-reactions.ts';
import type { CallRow } from './calls.ts';
import type { ChatRow } from './chats.ts';
import type { MessageRow } from './messages.ts';

/**
 * Indexes a message by text, names of files, links and places. Undefined if there is no text, and for a call that is
 * also in the call log.
 */
export function messageDocument(
  message: MessageRow,
  attachments: readonly AttachmentRow[],
  hasCallLog: boolean,
): SearchDocument | undefined {
  if (message.call !== null && hasCallLog) return undefined;
  const { event, call, links, location, sender, isFromMe, chat } = message;
  const text =
    event !== null ? describeEvent(event) : call !== null ? describeCall(call) : (message.text ?? location?.name ?? '');
  const also = [
    ...attachments.flatMap(({ name, caption }) => [name, caption]),
    ...(links ?? []).flatMap(({ url, title }) => [url, title]),
    location?.name === text ? null : location?.name,
  ].filter((part) => part !== null && part !== undefined);
  if (text === '' && also.length === 0 && attachments.length === 0 && location === null) return undefined;
  const from = isFromMe === true ? 'me' : sender;
  const facts = locationFacts(location);
  const has = [...(attachments.length === 0 ? [] : ['attachment']), ...(facts === null ? [] : ['location'])];
  return {
    text,
    ...(also.length === 0 ? {} : { also: also.join('\n') }),
    at: message.sentAt,
    ...(from === null ? {} : { from: [from] }),
    in: chat === null ? [] : [chat],
    ...(has.length === 0 ? {} : { has }),
    payload: { conversation: chat, kind: message.kind, sender, senderName: message.senderName, isFromMe, ...facts },
  };
}

/** Indexes a chat by name and members. Undefined if it has neither. */
export function chatDocument(chat: ChatRow): SearchDocument | undefined {
  const text = chat.title ?? chat.partnerName;
  const members = (chat.participants ?? []).flatMap(({ name, handle }) => [name, handle]);
  if (text === null && members.length === 0) return undefined;
  return {
    text: text ?? '',
    also: [chat.partnerName, chat.handle, ...members].filter((part) => part !== null).join('\n'),
    at: chat.lastAt,
    in: chat.key === null ? [] : [chat.key],
    payload: { conversation: chat.key, kind: chat.kind },
  };
}

/** Indexes a call by its participants. */
export function callDocument(call: CallRow): SearchDocument {
  const { direction, isVideo, isMissed, isGroup, seconds } = call;
  const from = direction === 'incoming' ? call.handle : direction === 'outgoing' ? 'me' : null;
  const words = describeCall({ isVideo, isMissed: isMissed === true, isGroup, seconds });
  return {
    text: call.name === null ? words : `${words}: ${call.name}`,
    ...(call.handle === null ? {} : { also: call.handle }),
    at: call.at,
    ...(from === null ? {} : { from: [from] }),
    in: call.chat === null ? [] : [call.chat],
    payload: { conversation: call.chat, direction, isVideo, isMissed, seconds },
  };
}
