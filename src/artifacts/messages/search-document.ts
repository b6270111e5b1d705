import { locationFacts, type SearchDocument } from '../artifact.ts';
import { describeAnnouncement } from './announcement.ts';
import type { AttachmentRow } from './attachments.ts';
import type { MessageRow } from './message-reader.ts';

/**
 * What of a message can be found: its words, the names of its attachments, the preview of its link, or what its
 * announcement says. Orphaned
 * reactions cannot: their text only quotes the message they belong to.
 *
 * @param conversations keys of those it stands in
 */
export function searchDocument(
  message: MessageRow,
  attachments: readonly AttachmentRow[],
  conversations: readonly number[],
): SearchDocument | undefined {
  if (message.kind === 'reaction') return undefined;
  const { announcement } = message;
  const text = announcement === null ? searchText(message.subject, message.text) : describeAnnouncement(announcement);
  const { link, place } = message;
  const preview = [link?.title, link?.summary, link?.site, place?.name].filter((part) => typeof part === 'string');
  const visible = attachments.length === 0 ? attachments : attachments.filter(({ isHidden }) => !isHidden);
  if (text === '' && visible.length === 0 && preview.length === 0) return undefined;
  const sender = message.isFromMe ? 'me' : message.sender;
  const location = locationFacts(place);
  const document = {
    text,
    at: message.sentAt,
    ...(sender === null ? {} : { from: [sender] }),
    in: conversations,
    ...(location === null ? {} : { has: ['location'] }),
    payload: {
      conversation: message.conversation,
      sender: message.sender,
      isFromMe: message.isFromMe,
      ...location,
    },
  };
  if (visible.length === 0) return preview.length === 0 ? document : { ...document, also: preview.join('\n') };
  const names = visible.flatMap(({ transferName, filename }) => transferName ?? filename?.split('/').at(-1) ?? []);
  return {
    ...document,
    also: [names.join(' '), ...preview].join('\n'),
    has: ['attachment', ...(location === null ? [] : ['location'])],
  };
}

/** Subject and text without the placeholders of attachments (U+FFFC) and apps (U+FFFD). */
function searchText(subject: string | null, text: string | null): string {
  const body = text === null ? '' : /[\ufffc\ufffd]/.test(text) ? text.replace(/[\ufffc\ufffd]/g, ' ').trim() : text;
  return subject === null ? body : `${subject}\n${body}`;
}
