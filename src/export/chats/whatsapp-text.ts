import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import { messageChanges } from '../../locales/message-changes.ts';
import { SafePaths } from '../../media/index.ts';
import { asTyped } from '../../views/index.ts';
import { Attachments } from '../attachments.ts';
import { LocalTime } from '../format/local-time.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import type { ExportedChats } from './chat-source.ts';
import { attachmentName, messageLines, stickerFiles } from './message-words.ts';

/** Left-to-right mark, which WhatsApp writes before what it says itself. */
const MARK = '\u200e';

/**
 * Chats as WhatsApp exports them on an iPhone with German settings: a folder with `_chat.txt` and the files that it
 * names. Has neither reactions nor receipts, since that form has none.
 */
export async function* whatsappTexts(
  job: ExportJob,
  source: ExportedChats,
): AsyncGenerator<ExportFile, void, undefined> {
  const paths = new SafePaths({ showsAll: true });
  const clock = new LocalTime(job.request.timeZone, job.words);
  for await (const chat of source.chats()) {
    const folder = `${chat.title.replaceAll('/', '_')} ${chat.key}`;
    const attachments = new Attachments(job, paths, { folder, areNamesUnique: true });
    const path = paths.place(folder, '_chat.txt', 'file');
    const contents = chatText(chat, source.messages(chat), clock, attachments);
    yield { path, modifiedAt: chat.lastAt, compress: true, contents };
    yield* attachments.take();
    yield* attachments.missing();
  }
}

async function* chatText(
  chat: ChatView,
  messages: AsyncIterable<readonly MessageView[]>,
  clock: LocalTime,
  attachments: Attachments,
): AsyncGenerator<string, void, undefined> {
  let count = 0;
  let at: number | null = null;
  for await (const batch of messages) {
    let page = '';
    for (const message of batch) {
      // Each line needs a time, and WhatsApp has no messages without one: those have that of the message before them,
      // and say so.
      at = message.sentAt ?? at ?? chat.firstAt ?? 0;
      page += messageText(chat, message, { count: ++count, at, clock, attachments });
    }
    yield page;
  }
}

interface Surroundings {
  /** Number of the message in its chat, from which files have their names. */
  readonly count: number;
  readonly at: number;
  readonly clock: LocalTime;
  readonly attachments: Attachments;
}

function messageText(chat: ChatView, message: MessageView, { count, at, clock, attachments }: Surroundings): string {
  const stamp = clock.wallTime(at);
  const [, century, year, month, day, time] = /^(\d\d)(\d\d)-(\d\d)-(\d\d) (.*)$/.exec(stamp) ?? [];
  const date = century === undefined ? '01.01.70, 00:00:00' : `${day}.${month}.${year}, ${time}`;
  let files = 0;
  const file = (attachment: AttachmentView): string => {
    const name = fileName(attachment, stamp, count, ++files);
    const path = attachments.place(attachment.fileID, name, attachment.state === 'present');
    const placed = path === null ? null : path.slice(path.lastIndexOf('/') + 1);
    return placed === null
      ? `${MARK}${attachmentName(attachment, clock.words)} omitted`
      : `${MARK}<attached: ${placed}>`;
  };
  const isOfApp = message.announcement !== null;
  const lines = messageLines(message, clock).map((line) =>
    line
      .map(asTyped)
      .map((piece) => (typeof piece === 'string' ? piece : file(piece)))
      .join(' '),
  );
  const stickers = stickerFiles(message).map(file);
  const changed = changes(message).map((change) => `${MARK}<${change}>`);
  const undated = message.sentAt === null ? [`${MARK}<This message has no date>`] : [];
  const text = [...lines, ...stickers, ...changed, ...undated].join('\n').split(/\r\n?|[\n\u2028\u2029\u0085\v\f]/);
  const name = oneLine(isOfApp ? chat.title : message.sender.name);
  // A line that begins like a message would be read as one.
  const rest = text.slice(1).map((line) => (/^[\s\u200e\u200f\ufeff]*\[/.test(line) ? ` ${line.trimStart()}` : line));
  return `[${date}] ${name}: ${isOfApp ? MARK : ''}${[text[0] ?? '', ...rest].join('\r\n')}\r\n`;
}

function changes(message: MessageView): string[] {
  const { unsent, isEdited } = messageChanges(message);
  return [
    // The line of an announcement says so.
    ...(unsent === null || message.announcement !== null
      ? []
      : [unsent === 'whole' ? 'This message was unsent' : 'A part of this message was unsent']),
    ...(isEdited ? ['This message was edited'] : []),
  ];
}

/** `00000012-PHOTO-2023-12-31-18-05-12.jpg` */
function fileName(
  { name, mimeType, isSticker, isVoiceMessage }: AttachmentView,
  stamp: string,
  count: number,
  file: number,
): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name ?? '')?.[0] ?? '';
  const type = mimeType ?? '';
  const kind = isSticker
    ? 'STICKER'
    : isVoiceMessage || type.startsWith('audio/')
      ? 'AUDIO'
      : type.startsWith('video/')
        ? 'VIDEO'
        : type.startsWith('image/') || /^\.(?:jpe?g|heic|png|gif|webp)$/i.test(ending)
          ? 'PHOTO'
          : 'DOCUMENT';
  const number = String(count).padStart(8, '0');
  return `${number}${file === 1 ? '' : `-${file}`}-${kind}-${stamp.replace(/[ :]/g, '-')}${ending}`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
