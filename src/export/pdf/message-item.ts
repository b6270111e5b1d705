import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { drawnPicture } from '../../locales/drawn-picture.ts';
import { excerptOf, messageBubbles, messageGist } from '../../views/index.ts';
import {
  attachmentName,
  earlierVersions,
  messageLines,
  messageMarks,
  messageWords,
  quotedWords,
  reactionWords,
  senderName,
  stateWords,
} from '../chats/message-words.ts';
import { drawingHtml } from '../format/drawing-html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { gistWords } from '../language/last-words.ts';
import { drawingWords } from '../language/sentences.ts';
import type { Words } from '../language/words.ts';
import type { ExportFiles } from '../types.ts';
import type { TextLine } from './document.ts';
import type { Drawn, ItemLine, PdfItem, WantedPicture } from './item.ts';
import { lookingText } from './looking-text.ts';
import { isPictureName, type LookingText, plainLine, textLines } from './text-lines.ts';

/** What a message needs to know of the document that it is in. */
export interface ItemSurroundings {
  /** The table of its app. */
  readonly table: string;
  readonly clock: LocalTime;
  /** The files of the backup; null if pictures are not to be shown. */
  readonly files: Pick<ExportFiles, 'leavesOut'> | null;
  /** The replies of the thread that it begins. Default: none. */
  readonly replies?: readonly MessageView[];
}

/** A message as an item. */
export function messageItem(message: MessageView, { table, clock, files, replies = [] }: ItemSurroundings): PdfItem {
  const { words: texts } = clock;
  const leftOut: string[] = [];
  const under = drawnPicture(message);
  let isDrawn = false;
  const body = messageLines(message, clock).flatMap((line) => {
    const made: ItemLine[] = [];
    let words: LookingText[] = [];
    const flush = (): void => {
      if (words.some(({ text }) => text !== '')) made.push(...textLines(words));
      words = [];
    };
    for (const piece of line) {
      const looking = lookingText(piece);
      if (looking !== null) words.push(looking);
      if (typeof piece === 'string' || 'words' in piece) continue;
      const reason = whyLeftOut(piece, files, texts);
      if (reason === null && piece.fileID !== null) {
        flush();
        const drawing = piece === under ? drawnOver(message, texts) : {};
        isDrawn ||= 'drawing' in drawing;
        made.push({ fileID: piece.fileID, alt: plainLine(attachmentName(piece, texts)), ...drawing });
        continue;
      }
      if (reason !== null) leftOut.push(reason);
      const why = stateWords(piece, texts, isRedacted(piece, files));
      words.push({ text: `<${attachmentName(piece, texts)}>${why === '' ? '' : ` (${why})`}` });
    }
    flush();
    return made;
  });
  const quoted = quotedWords(message, texts);
  const time = clock.time(message.sentAt);
  const isEvent = message.announcement !== null;
  const thread = threadLines(message, replies, clock);
  // Their number is above their list.
  const marked = thread.length === 0 ? message : { ...message, thread: null };
  const head = isEvent ? [time] : [senderName(message, texts), time, ...messageMarks(marked, clock)];
  return {
    at: message.sentAt,
    side: isEvent ? 'middle' : message.isFromMe ? 'right' : 'left',
    head: head
      .filter((part) => part !== '')
      .map(plainLine)
      .join(' · '),
    lines: [
      ...(quoted === null ? [] : textLines(quoted, 'quote')),
      ...(isDrawn ? [] : drawn(message, texts)),
      ...body,
      ...recognisedWords(message, texts).flatMap((text) => textLines(text, 'note')),
      ...earlierVersions(message, clock).flatMap((text) => textLines(text, 'note')),
      ...thread,
    ],
    tail: plainLine(reactionWords(message, texts).join(', ')),
    fields: [],
    cited: { table, key: message.key },
    record: message,
    leftOut,
  };
}

/** What the phone recognised, which paper has no other place to say: `One-time code: 123456`. */
function recognisedWords(message: MessageView, { page }: Words): string[] {
  const found = messageBubbles(message)
    .flat()
    .flatMap((piece) => {
      if (typeof piece === 'string' || !('words' in piece)) return [];
      const { recognised, words } = piece;
      return recognised === null || recognised === 'data' ? [] : `${page.chat.recognised[recognised]}: ${words.trim()}`;
    });
  return [...new Set(found)];
}

/** The replies of a thread, one line each; their full content is where they were sent. */
function threadLines({ thread }: MessageView, replies: readonly MessageView[], clock: LocalTime): TextLine[] {
  if (thread === null || replies.length === 0) return [];
  const { words } = clock;
  const lines = replies.map((reply) => {
    const gist = messageGist(reply);
    const said = gist === null ? excerptOf(messageWords(reply, clock).join(' ')) : gistWords(gist, words);
    return [senderName(reply, words), clock.stamp(reply.sentAt), said].filter((part) => part !== '').join(' · ');
  });
  const more = thread.replies - replies.length;
  if (more > 0) lines.push(words.text.message.moreReplies({ count: more }));
  const title = words.page.chat.thread.replies({ count: thread.replies });
  return [...textLines(title, 'note'), ...lines.flatMap((line) => textLines(plainLine(line), 'quote'))];
}

/** Handwriting and Digital Touch; with `isOver` to be placed over a picture. */
function drawn({ drawing }: MessageView, words: Words, isOver = false): Drawn[] {
  const svg = drawing === null ? '' : drawingHtml(drawing, words, isOver);
  if (drawing === null || svg === '') return [];
  const { width, height } = drawing;
  const image = svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return [{ svg: image, alt: plainLine(drawingWords(drawing, words)), width, height }];
}

/** The drawing that is over a picture. */
function drawnOver(message: MessageView, words: Words): Pick<WantedPicture, 'drawing'> {
  const [over] = drawn(message, words, true);
  const [alone] = drawn(message, words);
  return over === undefined || alone === undefined ? {} : { drawing: { over, alone } };
}

/** Why a file is only named; null if it is shown. */
function whyLeftOut(file: AttachmentView, files: ItemSurroundings['files'], { text }: Words): string | null {
  const { fileID, name, mimeType, state } = file;
  const { left } = text.pdf;
  if (fileID === null || state !== 'present') return left.filesMissing;
  if (isRedacted(file, files)) return left.filesRedacted;
  const isPicture = mimeType?.startsWith('image/') === true || isPictureName(name ?? '');
  if (!isPicture) return left.filesNamed;
  return files === null ? left.picturesNotWanted : null;
}

/** True for a file that a redaction leaves out, judged by its name. */
function isRedacted({ name }: AttachmentView, files: ItemSurroundings['files']): boolean {
  return name !== null && files?.leavesOut?.(name) === true;
}
