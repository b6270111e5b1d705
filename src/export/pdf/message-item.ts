import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { drawnPicture } from '../../locales/drawn-picture.ts';
import { asTyped } from '../../views/index.ts';
import {
  attachmentName,
  earlierVersions,
  messageLines,
  messageMarks,
  quotedWords,
  reactionWords,
  senderName,
  stateWords,
} from '../chats/message-words.ts';
import { drawingHtml } from '../format/drawing-html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { drawingWords } from '../language/sentences.ts';
import type { Words } from '../language/words.ts';
import type { Drawn, ItemLine, PdfItem, WantedPicture } from './item.ts';
import { isPictureName, plainLine, textLines } from './text-lines.ts';

/** A message as an item; `table` is that of its app, `hasFiles` whether pictures are to be shown. */
export function messageItem(message: MessageView, table: string, clock: LocalTime, hasFiles: boolean): PdfItem {
  const { words: texts } = clock;
  const leftOut: string[] = [];
  const under = drawnPicture(message);
  let isDrawn = false;
  const body = messageLines(message, clock).flatMap((line) => {
    const made: ItemLine[] = [];
    let words = '';
    const flush = (): void => {
      if (words !== '') made.push(...textLines(words));
      words = '';
    };
    for (const piece of line.map(asTyped)) {
      if (typeof piece === 'string') {
        words += piece;
        continue;
      }
      const reason = whyLeftOut(piece, hasFiles, texts);
      if (reason === null && piece.fileID !== null) {
        flush();
        const drawing = piece === under ? drawnOver(message, texts) : {};
        isDrawn ||= 'drawing' in drawing;
        made.push({ fileID: piece.fileID, alt: plainLine(attachmentName(piece, texts)), ...drawing });
        continue;
      }
      if (reason !== null) leftOut.push(reason);
      const why = stateWords(piece, texts);
      words += `<${attachmentName(piece, texts)}>${why === '' ? '' : ` (${why})`}`;
    }
    flush();
    return made;
  });
  const quoted = quotedWords(message, texts);
  const time = clock.time(message.sentAt);
  const isEvent = message.announcement !== null;
  const head = isEvent ? [time] : [senderName(message, texts), time, ...messageMarks(message, clock)];
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
      ...earlierVersions(message, clock).flatMap((text) => textLines(text, 'note')),
    ],
    tail: plainLine(reactionWords(message, texts).join(', ')),
    fields: [],
    cited: { table, key: message.key },
    record: message,
    leftOut,
  };
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
function whyLeftOut(
  { fileID, name, mimeType, state }: AttachmentView,
  hasFiles: boolean,
  { text }: Words,
): string | null {
  const { left } = text.pdf;
  if (fileID === null || state !== 'present') return left.filesMissing;
  const isPicture = mimeType?.startsWith('image/') === true || isPictureName(name ?? '');
  if (!isPicture) return left.filesNamed;
  return hasFiles ? null : left.picturesNotWanted;
}
