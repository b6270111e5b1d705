import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import type { SafePaths } from '../../media/index.ts';
import type { ChatSource } from '../../views/index.ts';
import type { Attachments } from '../attachments.ts';
import { frontMatter, frontTime } from '../format/front-matter.ts';
import type { LocalTime } from '../format/local-time.ts';
import { markdownFile, markdownLine, markdownText } from '../format/markdown-text.ts';
import { NoteNames } from '../format/note-name.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { periodsOf } from './chat-pages.ts';
import type { ChatPeriod } from './chat-periods.ts';
import { CHAT_PICTURE, picturePath } from './chat-picture.ts';
import { chosenMessages, exportedChats } from './chat-source.ts';
import { memberNames } from './member-names.ts';
import { bodyLines } from './message-body.ts';
import { attachmentName, messageMarks, quotedWords, senderName, stateWords } from './message-words.ts';

/** Folder of the notes. */
const FOLDER = 'conversations';

/** What the notes of an export share. */
interface Shared {
  readonly paths: SafePaths;
  readonly attachments: Attachments;
  readonly clock: LocalTime;
}

/** Chats as Markdown with front matter, one note each or, of long ones, one for each period. */
export async function* chatNotes(
  source: ChatSource,
  job: ExportJob,
  { paths, attachments, clock }: Shared,
): AsyncGenerator<ExportFile, void, undefined> {
  const { views } = job;
  const names = new NoteNames();
  for await (const chat of exportedChats(source, job).chats()) {
    for (const period of await periodsOf(source, job, chat)) {
      const name = names.next(FOLDER, `${chat.title} ${period.name}`.trim());
      const path = paths.place(FOLDER, `${name}.md`, 'file');
      const messages = chosenMessages(source, job, chat.key, period);
      const contents = chatNote(job, { chat, period, app: views.titleOf(source.artifact) }, messages, {
        attachments,
        clock,
      });
      yield { path, modifiedAt: chat.lastAt, compress: true, contents };
      yield* attachments.take();
    }
  }
}

async function* chatNote(
  { about, words }: Pick<ExportJob, 'about' | 'words'>,
  { chat, period, app }: { readonly chat: ChatView; readonly period: ChatPeriod; readonly app: string },
  messages: AsyncIterable<readonly MessageView[]>,
  { attachments, clock }: Omit<Shared, 'paths'>,
): AsyncGenerator<string, void, undefined> {
  const people = memberNames(chat.participants, words);
  const front = frontMatter({
    title: chat.title,
    kind: 'chat',
    app,
    people,
    period: period.name,
    first_message: frontTime(clock.iso(chat.firstAt)),
    last_message: frontTime(clock.iso(chat.lastAt)),
    messages_in_chat: chat.messageCount,
    time_zone: about.timeZone,
    key: chat.key,
    source: `${about.backup.name}, ${about.madeBy}, ${about.exportedAt}`,
  });
  const picture = picturePath(chat.photo, CHAT_PICTURE, attachments);
  yield `${front}\n# ${markdownLine([chat.title, period.name].join(' ').trimEnd())}\n`;
  if (picture !== null) yield `\n${markdownFile(picture, words.text.chat.pictureOf({ name: chat.title }), '../')}\n`;
  let day: string | null = null;
  for await (const batch of messages) {
    let page = '';
    for (const message of batch) {
      const today = clock.day(message.sentAt);
      if (today !== day) page += `\n## ${today === '' ? words.text.chat.noDateTitle : words.date(today)}\n`;
      day = today;
      page += messageNote(message, clock, attachments);
    }
    yield page;
  }
}

function messageNote(message: MessageView, clock: LocalTime, attachments: Attachments): string {
  const { words } = clock;
  const time = clock.time(message.sentAt);
  const marks = messageMarks(message, clock).join(', ');
  const head = [
    `**${markdownLine(senderName(message, words))}**`,
    time,
    marks === '' ? '' : `*${markdownLine(marks)}*`,
  ];
  const quoted = quotedWords(message, words);
  const files: string[] = [];
  const file = (attachment: AttachmentView): string => {
    const path = attachments.place(attachment.fileID, attachment.name, attachment.state === 'present');
    const label = attachmentName(attachment, words);
    const why = stateWords(attachment, words, attachments.isLeftOut(attachment.name));
    if (path !== null) files.push(markdownFile(path, label, '../'));
    return path === null ? `<${label}${why === '' ? '' : `, ${why}`}>` : '';
  };
  const lines = bodyLines(message, clock, file).filter((line) => line.trim() !== '');
  if (message.announcement !== null) {
    const [said = '', ...more] = lines;
    const below = [...(more.length === 0 ? [] : [markdownText(more.join('\n'))]), ...files];
    return `\n${[`${time} · *${markdownLine(said)}*`, ...below].join('\n\n')}\n`;
  }
  const parts = [
    head.filter((part) => part !== '').join(' · '),
    ...(quoted === null ? [] : [`> ${markdownLine(quoted)}`]),
    ...(lines.length === 0 ? [] : [markdownText(lines.join('\n'))]),
    ...files,
  ];
  return `\n${parts.join('\n\n')}\n`;
}
