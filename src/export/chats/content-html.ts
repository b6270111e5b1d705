import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import type { FileReferenceView } from '../../contract/common.ts';
import { drawnPicture } from '../../locales/drawn-picture.ts';
import { isEmojiOnly } from '../../locales/emoji-only.ts';
import { asTyped, type BubblePiece, type StyledWords } from '../../views/index.ts';
import { drawingHtml } from '../format/drawing-html.ts';
import { escapeHtml } from '../format/html.ts';
import { linkedHtml, linkHtml, ownLinkHtml } from '../format/link-html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { placeHtml } from '../format/place-html.ts';
import { pollLines } from '../language/sentences.ts';
import type { Words } from '../language/words.ts';
import {
  appWords,
  bubbleLines,
  cardWords,
  linkWords,
  type MessageLine,
  noteWords,
  placeWords,
  quotedWords,
  reactionWords,
  stickerFiles,
} from './message-words.ts';

/** What the content of a message needs to know of the export that it is in. */
export interface ContentSurroundings {
  readonly clock: LocalTime;
  /** The HTML of a file. */
  readonly file: (attachment: AttachmentView) => string;
  /** The HTML of the picture of a link or place; empty if there is none. */
  readonly picture: (reference: FileReferenceView | null, name: 'link' | 'map') => string;
  /** The address of a message that others reply to; null if it is not in the export. */
  readonly address: (key: string) => string | null;
}

/** A message below its head: what it answers, its bubbles, cards, notes and reactions. Has no ids. */
export function contentHtml(
  message: MessageView,
  { clock, file, picture, address }: ContentSurroundings,
  hasQuote = true,
): string {
  const { words } = clock;
  const under = drawnPicture(message);
  let isDrawn = false;
  const bubbles = bubbleLines(message).map((line) => {
    const html = bubbleHtml(line, file, words);
    if (under === null || isDrawn || line.length !== 1 || line[0] !== under) return html;
    const drawn = drawnOverHtml(html, message, words);
    isDrawn = drawn !== null;
    return drawn ?? html;
  });
  return (
    `${hasQuote ? quoteHtml(message, address, words) : ''}${isDrawn ? '' : drawnHtml(message, words)}${bubbles.join('')}` +
    `${cardsHtml(message, clock, picture)}${notesHtml(message, clock)}${reactionsHtml(message, file, words)}`
  );
}

function quoteHtml(message: MessageView, address: ContentSurroundings['address'], texts: Words): string {
  const quoted = quotedWords(message, texts);
  if (quoted === null) return '';
  const key = message.replyTo?.key ?? null;
  const words = escapeHtml(quoted);
  const place = key === null ? null : address(key);
  return `<blockquote>${place === null ? words : `<a href="${escapeHtml(place)}">${words}</a>`}</blockquote>`;
}

function drawnHtml({ drawing }: MessageView, words: Words): string {
  const svg = drawing === null ? '' : drawingHtml(drawing, words);
  return svg === '' ? '' : `<div class="b">${svg}</div>`;
}

/** The picture or film that a file is shown as, without the link below a film. */
const SHOWN = /^(<div class="f">)(<a [^>]*><img [^>]*><\/a>|<video .*?<\/video>)/;

/** The bubble of a picture with the drawing over it; null if the file is only named or linked. */
function drawnOverHtml(bubble: string, { drawing }: MessageView, words: Words): string | null {
  if (drawing === null || !SHOWN.test(bubble)) return null;
  const svg = drawingHtml(drawing, words, true);
  return bubble.replace(
    SHOWN,
    (_all, start: string, picture: string) => `${start}<div class="o">${picture}${svg}</div>`,
  );
}

/** A line of a message: a file, or words and files in a bubble. */
export function bubbleHtml(line: MessageLine, file: ContentSurroundings['file'], texts: Words): string {
  const [only] = line;
  if (line.length === 1 && typeof only === 'object' && !('words' in only)) return `<div class="f">${file(only)}</div>`;
  const words = line.map(asTyped);
  const text = words.length === 1 && typeof words[0] === 'string' ? words[0].trim() : '';
  // Shown large and without a bubble.
  const isEmoji = isEmojiOnly(text);
  return `<div class="${isEmoji ? 'e' : 'b'}">${line.map((piece) => pieceHtml(piece, file, texts)).join('')}</div>`;
}

/** Elements of styles; a marker is not shown. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['bold', 'b'],
  ['italic', 'i'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['monospace', 'code'],
  ['mention', 'b'],
]);

/** Styles of animated words: classes of the style sheet. */
const EFFECTS = new Set([4, 5, 6, 8, 9, 10, 11, 12].map((code) => `effect-${code}`));

function pieceHtml(piece: BubblePiece, file: ContentSurroundings['file'], texts: Words): string {
  if (typeof piece === 'string') return linkedHtml(piece);
  if (!('words' in piece)) return file(piece);
  if (piece.styles.includes('marker')) return '';
  const elements = piece.styles.flatMap((style) => ELEMENTS.get(style) ?? []);
  const words = elements.reduce((html, element) => `<${element}>${html}</${element}>`, recognisedHtml(piece, texts));
  const effect = piece.styles.find((style) => EFFECTS.has(style));
  return effect === undefined ? words : `<span class="${effect}">${words}</span>`;
}

/** Words as a link where they are one, and with a title that says what the phone recognised them as. */
function recognisedHtml({ words, link, recognised }: StyledWords, { page }: Words): string {
  const title = recognised === null ? '' : ` title="${escapeHtml(page.chat.recognised[recognised])}"`;
  const linked = link === null ? null : ownLinkHtml(link, escapeHtml(words), title);
  if (linked !== null) return linked;
  return title === '' ? linkedHtml(words) : `<span class="d"${title}>${linkedHtml(words)}</span>`;
}

function cardsHtml(message: MessageView, clock: LocalTime, picture: ContentSurroundings['picture']): string {
  const { links, text, location, poll, contactCards } = message;
  const cards = [
    ...links.map((link) => {
      const [first, ...others] = linkWords(link, text).map(escapeHtml);
      const shown = picture(link.thumbnail, 'link');
      return first === undefined ? shown : shown + [linkHtml(link.url ?? '', first), ...others].join('<br>');
    }),
    appWords(message, clock).map(linkedHtml).join('<br>'),
    location === null
      ? ''
      : `${picture(location.picture, 'map') || placeHtml(location)}${placeWords(location, clock.words).map(escapeHtml).join('<br>')}`,
    poll === null ? '' : pollHtml(poll, clock.words),
    ...contactCards.map((card) =>
      clock.words.text.message.contact({ card: cardWords(card, clock.words).map(escapeHtml).join('<br>') }),
    ),
  ];
  return cards.map((card) => (card === '' ? '' : `<div class="c">${card}</div>`)).join('');
}

function pollHtml(poll: NonNullable<MessageView['poll']>, words: Words): string {
  const [title = '', ...options] = pollLines(poll, words).map(escapeHtml);
  const most = Math.max(1, ...poll.options.map(({ voters }) => voters.length));
  const bars = poll.options.map(({ voters }) => Math.round((voters.length / most) * 100));
  const lines = options.map(
    (option, index) =>
      `<br>${option}<svg class="v" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${bars[index] ?? 0}" height="1"/></svg>`,
  );
  return title + lines.join('');
}

function notesHtml(message: MessageView, clock: LocalTime): string {
  const notes = noteWords(message, clock);
  return notes.length === 0 ? '' : `<div class="x">${notes.map(linkedHtml).join('<br>')}</div>`;
}

/** Reactions to a message, with the pictures of stickers. */
export function reactionsHtml(
  message: Pick<MessageView, 'reactions'>,
  file: ContentSurroundings['file'],
  texts: Words,
): string {
  const words = reactionWords(message, texts);
  if (words.length === 0) return '';
  return `<div class="r">${[escapeHtml(words.join(', ')), ...stickerFiles(message).map(file)].join(' ')}</div>`;
}
