import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import type { FileReferenceView } from '../../contract/common.ts';
import { isPlainMessage, type MessageBatch, PLAIN } from '../../views/index.ts';
import type { Attachments, ShownFile } from '../attachments.ts';
import { aboutHtml } from '../format/about-html.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from '../format/html.ts';
import { linkedHtml } from '../format/link-html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { mediaHtml } from '../format/media-html.ts';
import { LAND_HTML } from '../format/place-html.ts';
import type { Words } from '../language/words.ts';
import type { ExportJob } from '../types.ts';
import { type ChatFact, factLine } from './chat-facts.ts';
import { CHAT_PICTURE, picturePath } from './chat-picture.ts';
import { chatStyle } from './chat-style.ts';
import { reactionsHtml } from './content-html.ts';
import { memberNames } from './member-names.ts';
import { type MessageSurroundings, messageHtml } from './message-html.ts';
import { MessageTemplates } from './message-templates.ts';
import { attachmentName, isOnlyText, stateWords } from './message-words.ts';

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
  /** What the app says of the chat besides; see `chatFacts`. */
  readonly facts: readonly ChatFact[];
  /** Called for each message. */
  readonly onMessage: (key: string | number, sentAt: number | null) => void;
  /** Prepares {@link address} and {@link replies} for messages. */
  readonly prepare: (messages: readonly MessageView[]) => Promise<void>;
  /** The address of a message; null if it is not in the export. */
  readonly address: (key: string) => string | null;
  /** The replies of the thread that a prepared message begins. */
  readonly replies: (message: MessageView) => readonly MessageView[];
}

/** A chat, or a period of it, as a self-contained HTML page. */
export async function* chatHtml(
  { about, words, ofPerson }: Pick<ExportJob, 'about' | 'words' | 'ofPerson'>,
  chat: ChatView,
  batches: AsyncIterable<MessageBatch>,
  { clock, attachments, up, name, navigation, facts, onMessage, prepare, address, replies }: ChatPageOptions,
): AsyncGenerator<string, void, undefined> {
  const own =
    ofPerson === undefined || chat.kind === 'direct'
      ? chat.title
      : words.text.chat.inGroup({ name: ofPerson, group: chat.title });
  const title = name === '' ? own : `${own} · ${name}`;
  // A list of chosen chats would be repeated on the page of each.
  const isOnly = about.plan.keys?.length === 1 && navigation === '';
  yield pageStart(title, chatStyle(title), { language: words.language, ...(isOnly ? { about } : {}) });
  const placing = { attachments, up, words };
  yield `<header>${chatPictureHtml(chat, placing)}<h1>${escapeHtml(title)}</h1>\n<div class="p">${escapeHtml(memberNames(chat.participants, words).join(', '))}</div>\n${factsHtml(facts)}`;
  yield `${aboutHtml(about, words)}</header>\n${navigation}<main>\n`;
  const file = (attachment: AttachmentView): string => attachmentHtml(attachment, placing);
  const picture: MessageSurroundings['picture'] = (reference, name) => pictureHtml(reference, name, placing);
  const surroundings = { clock, file, picture, address, replies };
  const templates = new MessageTemplates({
    write: (message) => messageHtml(message, surroundings),
    text: linkedHtml,
    times: [(time) => clock.stamp(time), (time) => clock.time(time)],
    relations: { reactions: (reactions) => reactionsHtml({ reactions }, file, words) },
    isPlainText: isOnlyText,
  });
  let day: string | null = null;
  let hasLand = false;
  for await (const batch of batches) {
    const messages = templates.messages(batch);
    const views = messages.filter((message): message is MessageView => !isPlainMessage(message));
    if (views.length > 0) {
      await prepare(views);
      await attachments.look(filesOf(views.flatMap((view) => [view, ...replies(view)])));
    }
    let page = '';
    for (const message of messages) {
      const isPlain = isPlainMessage(message);
      const sentAt = isPlain ? message[PLAIN.sentAt] : message.sentAt;
      onMessage(isPlain ? message[PLAIN.key] : message.key, sentAt);
      if (!isPlain && !hasLand && showsPlace(message, replies(message))) {
        page += LAND_HTML;
        hasLand = true;
      }
      const today = clock.day(sentAt);
      if (today !== day)
        page += `${day === null ? '' : '</section>\n'}<section><h2>${escapeHtml(dayName(today, words))}</h2>\n`;
      day = today;
      page += templates.write(message, batch);
    }
    yield page;
  }
  yield `${day === null ? '' : '</section>\n'}</main>\n${navigation}${PAGE_END}`;
}

/** True if a message or a reply below it shows a place on the map. */
export function showsPlace(message: MessageView, replies: readonly MessageView[]): boolean {
  return [message, ...replies].some(({ location }) => location !== null);
}

/** What the app says of a chat, a line each. */
export function factsHtml(facts: readonly ChatFact[]): string {
  return facts.map((fact) => `<div class="p">${escapeHtml(factLine(fact))}</div>\n`).join('');
}

/** `Wednesday 2024-05-01` */
export function dayName(day: string, words: Words): string {
  return day === '' ? words.text.chat.noDate : words.dayName(day);
}

/** The files that messages show. */
export function filesOf(messages: readonly MessageView[]): ShownFile[] {
  return messages.flatMap(({ attachments }) =>
    attachments.map(({ fileID, name, state }) => ({ fileID, name, isPresent: state === 'present' })),
  );
}

/** The picture of a link or place; empty if it is not in the export. */
export function pictureHtml(
  reference: FileReferenceView | null,
  name: string,
  { attachments, up }: { readonly attachments: Attachments; readonly up: string },
): string {
  const path = picturePath(reference, name, attachments);
  return path === null ? '' : `<img src="${up + hrefOf(path)}" alt="" loading="lazy">`;
}

/** The picture of a group or person, for beside its name; empty if it is not in the export. */
export function chatPictureHtml(
  { photo }: Pick<ChatView, 'photo'>,
  { attachments, up }: { readonly attachments: Attachments; readonly up: string },
): string {
  const path = picturePath(photo, CHAT_PICTURE, attachments);
  return path === null ? '' : `<img class="a" src="${up + hrefOf(path)}" alt="" loading="lazy">`;
}

/** A file of a message: picture, player or link, or its name. */
export function attachmentHtml(
  file: AttachmentView,
  { attachments, up, words }: { readonly attachments: Attachments; readonly up: string; readonly words: Words },
): string {
  const { fileID, name, state } = file;
  const label = escapeHtml(attachmentName(file, words));
  const why = stateWords(file, words, attachments.isLeftOut(name));
  const path = attachments.place(fileID, name, state === 'present');
  if (path === null) return `<em>${label}${why === '' ? '' : ` (${escapeHtml(why)})`}</em>`;
  const rendition = fileID === null ? null : attachments.placeRendition(fileID, path, file.isSticker);
  return mediaHtml(path, label, up, rendition);
}
