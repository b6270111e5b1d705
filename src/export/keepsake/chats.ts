import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { type ChatSource, chatSources } from '../../views/index.ts';
import { chatFacts } from '../chats/chat-facts.ts';
import { exportedChats } from '../chats/chat-source.ts';
import {
  attachmentHtml,
  chatPictureHtml,
  dayName,
  factsHtml,
  filesOf,
  pictureHtml,
  showsPlace,
} from '../chats/chats-html.ts';
import { memberNames } from '../chats/member-names.ts';
import { type MessageSurroundings, messageHtml } from '../chats/message-html.ts';
import { attachmentName, messageWords, reactionWords, senderName } from '../chats/message-words.ts';
import { escapeHtml, hrefOf } from '../format/html.ts';
import { LAND_HTML } from '../format/place-html.ts';
import { lastWords } from '../language/last-words.ts';
import type { ExportFile } from '../types.ts';
import type { Kit, Section } from './kit.ts';
import { PageWriter } from './page-writer.ts';
import { ReplyLinks } from './reply-links.ts';

/** Folder of the chats. */
const FOLDER = 'chats';
/** Messages of a page: it opens at once on any computer. */
const PAGE_SIZE = 500;
/** Chats of a page of the list. */
const LIST_SIZE = 300;
/** Longest last line that is shown, in UTF-16 code units. */
const MAX_LINE = 200;

/** True if the chats of an app are in the keepsake. */
export function isChosenApp({ exportName }: ChatSource, { include, chats }: Kit['options']): boolean {
  if (chats !== undefined) return chats.some(({ app }) => app === exportName);
  return include === undefined || include.includes(exportName);
}

/** All chats, page by page, and their list. */
export async function* chatFiles(kit: Kit): AsyncGenerator<ExportFile, Section | null, undefined> {
  const { job, clock, attachments, sections, options } = kit;
  const { words } = job;
  const { text } = words;
  const list = new PageWriter({
    folder: FOLDER,
    title: text.keepsake.chats,
    words,
    size: LIST_SIZE,
    sections,
    around: ['<ul class="l">\n', '</ul>'],
    counted: (count) => text.counted.chats({ count }),
  });
  let messages = 0;
  let number = 0;
  for (const source of chatSources.filter((each) => isChosenApp(each, options))) {
    const keys = options.chats?.filter(({ app }) => app === source.exportName).map(({ key }) => key);
    const { keys: _, ...request } = job.request;
    const asked = { ...job, request: keys === undefined ? request : { ...request, keys } };
    for await (const chat of exportedChats(source, asked).chats()) {
      const writer = yield* chatPages(kit, source, chat, `${FOLDER}/${number + 1}`);
      if (writer.count === 0) continue;
      number++;
      messages += writer.count;
      const heading = job.views.titleOf(source.artifact);
      const picture = chatPictureHtml(chat, { attachments, up: '../' });
      list.add({ html: listedHtml(chat, writer, { clock, picture }), heading, group: source.exportName });
      yield* list.take();
    }
  }
  yield* list.end();
  if (list.count === 0) return null;
  return {
    name: text.keepsake.chats,
    area: 'communication',
    path: list.entrance,
    size: text.counted.messages({ count: messages }),
  };
}

async function* chatPages(
  kit: Kit,
  source: ChatSource,
  chat: ChatView,
  folder: string,
): AsyncGenerator<ExportFile, PageWriter, undefined> {
  const { job, clock, attachments, search, sections } = kit;
  const { views, backup, request, words } = job;
  const members = memberNames(chat.participants, words).join(', ');
  const facts = factsHtml(chatFacts(chat, clock));
  const up = '../../';
  const placing = { attachments, up, words };
  const writer = new PageWriter({
    folder,
    title: chat.title,
    words,
    lead: `${chatPictureHtml(chat, placing)}${members === chat.title ? '' : `<div class="p">${escapeHtml(members)}</div>\n`}${facts}`,
    size: PAGE_SIZE,
    sections,
    isNarrow: true,
    counted: (count) => words.text.counted.messages({ count }),
  });
  const replies = await ReplyLinks.of(source, job, chat.key, PAGE_SIZE);
  const file = (attachment: AttachmentView): string => attachmentHtml(attachment, placing);
  const picture: MessageSurroundings['picture'] = (reference, name) => pictureHtml(reference, name, placing);
  search.begin(views.titleOf(source.artifact), chat.title);
  for await (const batch of source.all(views, backup, chat.key, request)) {
    job.onRecords?.(batch.length);
    await replies.find(batch);
    await attachments.look(filesOf(batch.flatMap((message) => [message, ...replies.repliesTo(message)])));
    for (const message of batch) {
      const page = writer.turn();
      replies.add(message, page);
      const html = messageHtml(message, {
        clock,
        file,
        picture,
        address: (key) => replies.address(key, page),
        replies: (each) => replies.repliesTo(each),
      });
      const day = clock.day(message.sentAt);
      writer.add({
        html,
        heading: dayName(day, words),
        group: day === '' ? 'none' : day,
        ...(showsPlace(message, replies.repliesTo(message)) ? { once: LAND_HTML } : {}),
      });
      const text = searchedText(message, clock);
      if (text !== '') {
        const stamp = clock.stamp(message.sentAt);
        const address = `${writer.pathOf(page)}#m${hrefOf(message.key)}`;
        search.add({ address, title: senderName(message, words), stamp, at: message.sentAt, text });
      }
    }
    yield* writer.take();
    yield* attachments.take();
    yield* search.take();
  }
  if (writer.count > 0) yield* writer.end();
  return writer;
}

/** Words of a message with the names of its files. */
function searchedText(message: MessageView, clock: Kit['clock']): string {
  const { attachments, links, subject, reactions } = message;
  const { words: texts } = clock;
  const words = messageWords(message, clock);
  if (attachments.length === 0 && links.length === 0 && subject === null && reactions.length === 0) {
    return words.join('\n');
  }
  return [
    ...(subject === null || subject === '' ? [] : [subject]),
    ...words,
    ...attachments
      .filter(({ isHidden }) => !isHidden)
      .flatMap((each) => [attachmentName(each, texts), each.caption ?? '']),
    ...links.flatMap(({ title, summary, url }) => [title ?? '', summary ?? '', url ?? '']),
    ...reactionWords(message, texts),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function listedHtml(
  chat: ChatView,
  writer: PageWriter,
  { clock, picture }: { readonly clock: Kit['clock']; readonly picture: string },
): string {
  const said = lastWords(chat, clock.words);
  const path = writer.entrance.slice(FOLDER.length + 1);
  const line = [clock.words.text.counted.messages({ count: writer.count }), clock.date(chat.lastAt)]
    .filter((part) => part !== '')
    .join(' · ');
  const members = memberNames(chat.participants, clock.words).join(', ');
  return (
    `<li>${picture}<a href="${path}">${escapeHtml(chat.title)}</a><div class="p">${line}</div>` +
    (members === chat.title ? '' : `<div class="p">${escapeHtml(members)}</div>`) +
    `<div>${escapeHtml(said.replaceAll('\ufffc', '').slice(0, MAX_LINE))}</div></li>\n`
  );
}
