import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { aboutLines } from '../about.ts';
import type { Attachments, ShownFile } from '../attachments.ts';
import { escapeHtml, PAGE_END, pageStart } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { mediaHtml } from '../format/media-html.ts';
import { LAND_HTML } from '../format/place-html.ts';
import type { ExportJob } from '../types.ts';
import { chatStyle } from './chat-style.ts';
import { messageHtml } from './message-html.ts';
import { attachmentName } from './message-words.ts';

/** Where the page of a chat is, and what it shows of it. */
export interface ChatPageOptions {
  readonly clock: LocalTime;
  readonly attachments: Attachments;
  /** Relative path to the root of the export. */
  readonly up: string;
  /** Period that it shows; empty for the whole chat. */
  readonly name: string;
  /** Navigation between the pages of the chat; empty if there is one. */
  readonly navigation: string;
  /** Called for each message. */
  readonly onMessage: (message: MessageView) => void;
  /** Prepares {@link address} for messages. */
  readonly prepare: (messages: readonly MessageView[]) => Promise<void>;
  /** The address of a message. */
  readonly address: (key: string) => string;
}

/** A chat, or a period of it, as a self-contained HTML page. */
export async function* chatHtml(
  { about }: Pick<ExportJob, 'about'>,
  chat: ChatView,
  messages: AsyncIterable<readonly MessageView[]>,
  { clock, attachments, up, name, navigation, onMessage, prepare, address }: ChatPageOptions,
): AsyncGenerator<string, void, undefined> {
  const title = name === '' ? chat.title : `${chat.title} · ${name}`;
  // A list of chosen chats would be repeated on the page of each.
  const isOnly = about.plan.keys?.length === 1 && navigation === '';
  yield pageStart(title, chatStyle(title), isOnly ? { about } : {});
  yield `<header><h1>${escapeHtml(title)}</h1>\n<div class="p">${escapeHtml(memberNames(chat).join(', '))}</div>\n`;
  yield `<details open><summary>About this export</summary>${aboutLines(about).map(escapeHtml).join('<br>')}</details></header>\n${navigation}<main>\n`;
  const file = (attachment: AttachmentView): string => attachmentHtml(attachment, attachments, up);
  const surroundings = { clock, file, address };
  let day: string | null = null;
  let hasLand = false;
  for await (const batch of messages) {
    await prepare(batch);
    await attachments.look(filesOf(batch));
    let page = '';
    for (const message of batch) {
      onMessage(message);
      if (message.location !== null && !hasLand) {
        page += LAND_HTML;
        hasLand = true;
      }
      const today = clock.day(message.sentAt);
      if (today !== day) page += `${day === null ? '' : '</section>\n'}<section><h2>${dayName(today)}</h2>\n`;
      day = today;
      page += messageHtml(message, surroundings);
    }
    yield page;
  }
  yield `${day === null ? '' : '</section>\n'}</main>\n${navigation}${PAGE_END}`;
}

/** Members with their handles. */
export function memberNames({ participants }: ChatView): string[] {
  return participants.map(({ name, handle }) => (handle === null || handle === name ? name : `${name} (${handle})`));
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Wednesday 2024-05-01` */
export function dayName(day: string): string {
  return day === '' ? 'no date' : `${WEEKDAYS[new Date(day).getUTCDay()] ?? ''} ${day}`;
}

/** The files that messages show. */
export function filesOf(messages: readonly MessageView[]): ShownFile[] {
  return messages.flatMap(({ attachments }) =>
    attachments.map(({ fileID, name, state }) => ({ fileID, name, isPresent: state === 'present' })),
  );
}

/** A file of a message: picture, player or link, or its name. */
export function attachmentHtml(file: AttachmentView, attachments: Attachments, up: string): string {
  const { fileID, name, state } = file;
  const label = escapeHtml(attachmentName(file));
  const path = attachments.place(fileID, name, state === 'present');
  if (path === null) return `<em>${label}${state === 'present' ? '' : ` (${state})`}</em>`;
  const rendition = fileID === null ? null : attachments.placeRendition(fileID, path, file.isSticker);
  return mediaHtml(path, label, up, rendition);
}
