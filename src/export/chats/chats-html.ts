import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import type { BubblePiece } from '../../views/index.ts';
import { aboutLines } from '../about.ts';
import type { Attachments } from '../attachments.ts';
import { drawingHtml } from '../format/drawing-html.ts';
import { escapeHtml, PAGE_END, pageStart } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { mediaHtml } from '../format/media-html.ts';
import type { ExportJob } from '../types.ts';
import {
  attachmentName,
  messageLines,
  messageMarks,
  quotedWords,
  reactionWords,
  senderName,
  stickerFiles,
} from './message-words.ts';

const STYLE = `:root{color-scheme:light dark;--in:#e9e9eb;--out:#0b62d6;--line:#8884}
@media(prefers-color-scheme:dark){:root{--in:#3a3a3c}}
body{font:16px/1.4 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:0}details{color:GrayText;font-size:.85rem;margin:.5rem 0 1.5rem;overflow-wrap:anywhere}
h2{font-size:.85rem;text-align:center;color:GrayText;margin:1.5rem 0 .5rem}
.m{display:flex;flex-direction:column;align-items:flex-start;margin:.4rem 0}.me{align-items:flex-end}
.b{background:var(--in);border-radius:1.1rem;padding:.45rem .8rem;max-width:80%;white-space:pre-wrap;overflow-wrap:anywhere}
.me .b{background:var(--out);color:#fff}.me .b a{color:#fff}.h,.r{font-size:.75rem;color:GrayText}
.n{text-align:center;font-size:.85rem;color:GrayText;margin:.6rem}
blockquote{margin:0 0 .3rem;padding-left:.5rem;border-left:3px solid var(--line);opacity:.8;font-size:.85rem}
svg{display:block;max-width:100%;height:auto;border-radius:.6rem}
img,video{display:block;max-width:100%;max-height:28rem;border-radius:.6rem}
.r img{max-height:5rem}`;

/** A chat as a self-contained HTML page; `up` is the relative path to the root of the export. */
export async function* chatHtml(
  { about }: Pick<ExportJob, 'about'>,
  chat: ChatView,
  messages: AsyncIterable<readonly MessageView[]>,
  { clock, attachments, up }: { readonly clock: LocalTime; readonly attachments: Attachments; readonly up: string },
): AsyncGenerator<string, void, undefined> {
  const members = chat.participants.map(({ name, handle }) =>
    handle === null || handle === name ? name : `${name} (${handle})`,
  );
  yield pageStart(chat.title, STYLE);
  yield `<h1>${escapeHtml(chat.title)}</h1>\n<div>${escapeHtml(members.join(', '))}</div>\n`;
  yield `<details open><summary>About this export</summary>${aboutLines(about).map(escapeHtml).join('<br>')}</details>\n<main>\n`;
  let day = '';
  const file = (attachment: AttachmentView): string => attachmentHtml(attachment, attachments, up);
  for await (const batch of messages) {
    let page = '';
    for (const message of batch) {
      const today = clock.day(message.sentAt);
      if (today !== day) page += `<h2>${today === '' ? 'no date' : today}</h2>\n`;
      day = today;
      page += messageHtml(message, clock, file);
    }
    yield page;
  }
  yield `</main>\n${PAGE_END}`;
}

function messageHtml(message: MessageView, clock: LocalTime, file: (attachment: AttachmentView) => string): string {
  const { drawing } = message;
  const lines = messageLines(message, clock).map((line) => line.map((piece) => pieceHtml(piece, file)).join(''));
  const body = (drawing === null ? lines : [drawingHtml(drawing), ...lines]).join('<br>');
  const time = clock.stamp(message.sentAt).slice(11);
  const id = `m${escapeHtml(message.key)}`;
  if (message.announcement !== null) return `<div class="n" id="${id}">${time} ${body}</div>\n`;
  const marks = messageMarks(message, clock);
  const head = [senderName(message), time, ...marks]
    .filter((part) => part !== '')
    .map(escapeHtml)
    .join(' · ');
  const quoted = quotedWords(message);
  const reply = quoted === null ? '' : `<blockquote>${escapeHtml(quoted)}</blockquote>`;
  const reactions = reactionWords(message);
  const stickers = stickerFiles(message).map(file).join('');
  const below = reactions.length === 0 ? '' : `<div class="r">${escapeHtml(reactions.join(', '))}${stickers}</div>`;
  return (
    `<div class="m${message.isFromMe ? ' me' : ''}" id="${id}"><div class="h">${head}</div>` +
    `<div class="b">${reply}${body}</div>${below}</div>\n`
  );
}

/** Elements of styles; a marker is not shown. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['bold', 'b'],
  ['italic', 'i'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['monospace', 'code'],
]);

function pieceHtml(piece: BubblePiece, file: (attachment: AttachmentView) => string): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if (!('words' in piece)) return file(piece);
  if (piece.styles.includes('marker')) return '';
  const elements = piece.styles.flatMap((style) => ELEMENTS.get(style) ?? []);
  return elements.reduce((html, element) => `<${element}>${html}</${element}>`, escapeHtml(piece.words));
}

function attachmentHtml(file: AttachmentView, attachments: Attachments, up: string): string {
  const { fileID, name, state } = file;
  const label = escapeHtml(attachmentName(file));
  const path = attachments.place(fileID, name, state === 'present');
  if (path === null) return `<em>${label}${state === 'present' ? '' : ` (${state})`}</em>`;
  return mediaHtml(path, label, up);
}
