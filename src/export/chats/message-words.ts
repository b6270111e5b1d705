import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import {
  asTyped,
  type BubblePiece,
  badgeWords,
  balloonName,
  clock,
  effectWords,
  isScheduled,
  messageBubbles,
  nearWords,
  paymentSentence,
  pollLines,
  statusTime,
  statusWord,
  viewOnceWord,
  wordlessSentence,
} from '../../views/index.ts';
import type { LocalTime } from '../format/local-time.ts';
import { markWords } from '../marks/marks.ts';

/** A line of a message: words, and files where they are. */
export type MessageLine = readonly BubblePiece[];

/** The lines of a message for all export formats: its bubbles with the files in them, and what else it consists of. */
export function messageLines(message: MessageView, clock: LocalTime): MessageLine[] {
  if (message.announcement !== null) return [[message.announcement.text]];
  if (hasOnlyText(message)) return [...messageBubbles(message)];
  const further = [
    ...translationWords(message),
    ...transcripts(message),
    ...message.links.flatMap((link) => linkWords(link, message.text)),
    ...appWords(message, clock),
    ...cardLines(message),
    ...factWords(message),
    ...deletedWords(message, clock),
  ];
  return [...bubbleLines(message), ...further.map((line) => [line])];
}

/** The subject and the bubbles of a message. */
export function bubbleLines(message: MessageView): MessageLine[] {
  const { subject } = message;
  return [...(subject === null || subject === '' ? [] : [[subject]]), ...messageBubbles(message)];
}

/** What the phone and other people added to a message, what it is, and what it was. */
export function noteWords(message: MessageView, clock: LocalTime): string[] {
  if (hasOnlyText(message)) return earlierVersions(message, clock);
  return [
    ...translationWords(message),
    ...transcripts(message),
    ...factWords(message),
    ...deletedWords(message, clock),
    ...earlierVersions(message, clock),
  ];
}

/** True for most messages: all their lines are those of their text. */
function hasOnlyText(message: MessageView): boolean {
  const { text, subject, kind, app, call, location, poll, payment, drawing } = message;
  const { translations, attachments, links, deletedParts, contactCards } = message;
  return (
    text !== null &&
    text !== '' &&
    !BLANK_START.test(text) &&
    kind !== 'deleted' &&
    kind !== 'waiting' &&
    (subject === null || subject === '') &&
    app === null &&
    call === null &&
    location === null &&
    poll === null &&
    payment === null &&
    drawing === null &&
    translations.length + attachments.length + links.length + deletedParts.length + contactCards.length === 0
  );
}

/** A text that may say nothing. */
const BLANK_START = /^[\ufffc\ufeff\s]/;

/** The words of a message without its files, subject and links. */
export function messageWords(message: MessageView, clock: LocalTime): string[] {
  if (message.announcement !== null) return [message.announcement.text];
  const lines = messageBubbles(message).map((bubble) =>
    bubble
      .map(asTyped)
      .map((piece) => (typeof piece === 'string' ? piece : bubble.length > 1 ? `<${attachmentName(piece)}>` : ''))
      .join(''),
  );
  return [
    ...lines.map((line) => line.trim()),
    ...translationWords(message),
    ...transcripts(message),
    ...appWords(message, clock),
    ...cardLines(message),
    ...factWords(message),
    ...deletedWords(message, clock),
  ].filter((line) => line !== '');
}

/** Name of a file; a Genmoji has its prompt, a voice message its length. */
export function attachmentName({ name, description, isVoiceMessage, seconds }: AttachmentView): string {
  if (isVoiceMessage) return `Voice message${seconds === null ? '' : ` ${clock(seconds)}`}`;
  return description ?? name ?? 'attachment';
}

/** The words that a reply quotes; null for no reply. */
export function quotedWords({ replyTo }: MessageView): string | null {
  if (replyTo === null) return null;
  const words = replyTo.excerpt ?? (replyTo.key === null ? 'a message that is gone' : 'a message without words');
  if (replyTo.sender === null) return words;
  return `${replyTo.sender.isOwner ? 'You' : replyTo.sender.name}: ${words}`;
}

function transcripts({ attachments }: MessageView): string[] {
  return attachments.flatMap(({ transcript }) => (transcript === null ? [] : `“${transcript}”`));
}

/** Parts that were deleted while the others were kept: `[deleted 2024-05-01 10:00:00] see you`. */
function deletedWords({ deletedParts }: MessageView, clock: LocalTime): string[] {
  return deletedParts.map(
    ({ text, deletedAt }) => `[${`deleted ${clock.stamp(deletedAt)}`.trimEnd()}] ${text ?? 'a part without text'}`,
  );
}

function translationWords({ translations }: MessageView): string[] {
  return translations.map(
    ({ text, from }) => `[translated${from === null ? '' : ` from ${languageName(from)}`}] ${text}`,
  );
}

/** Name of a language in English: `French` for `fr_FR`. Text that is not a language code is returned unchanged. */
function languageName(code: string): string {
  const [language = ''] = code.split(/[-_]/, 1);
  if (!/^[a-z]{2,3}$/i.test(language)) return code;
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? code;
}

/** A link: its address unless the message says it, its title, and what is shared. */
export function linkWords(
  { url, title, summary, shared }: MessageView['links'][number],
  said: string | null,
): string[] {
  const { lyrics, genre, platform, app } = shared ?? {};
  const facts = [genre, platform, app].filter((fact) => fact !== undefined);
  return [
    ...(url === null || said?.includes(url) === true ? (title === null ? [] : [title]) : [url]),
    ...(summary === null ? [] : [summary]),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
    ...(lyrics === undefined ? [] : [`“${lyrics}”`]),
  ];
}

/** What the balloon of an app says beside its words: name, times, choices, link. */
export function appWords({ app, balloon, poll }: MessageView, clock: LocalTime): string[] {
  if (app === null || balloon === null || poll !== null) return [];
  const { checkIn, business, url, name } = app;
  const times = [
    ['expected', checkIn?.expectedAt],
    ['was expected', checkIn?.wasExpectedAt],
    ['checked in', checkIn?.checkedInAt],
  ] as const;
  return [
    `[made with ${balloonName(balloon, name)}]`,
    ...(business?.title ? [business.title] : []),
    ...(business?.lines ?? []).map(
      ({ title, subtitle, isChosen }) =>
        `• ${title}${subtitle === null ? '' : `: ${subtitle}`}${isChosen ? ' (chosen)' : ''}`,
    ),
    ...times.flatMap(([label, at]) => (typeof at === 'number' ? `${label} ${clock.stamp(at)}` : [])),
    ...(url === null ? [] : [url]),
  ];
}

/** Places, polls and contacts. */
function cardLines({ location, poll, contactCards }: MessageView): string[] {
  return [
    ...(location === null ? [] : [placeWords(location).join(' ')]),
    ...(poll === null ? [] : pollLines(poll)),
    ...contactCards.map((card) => `Contact: ${cardWords(card).join(', ')}`),
  ];
}

/** Name and coordinates of a place; the nearest town where it has no name. */
export function placeWords({ name, latitude, longitude }: NonNullable<MessageView['location']>): string[] {
  const near = name === null ? nearWords(latitude, longitude) : null;
  return [name ?? 'Location', ...(near === null ? [] : [`${near} (computed)`]), `(${latitude}, ${longitude})`];
}

/** Name, numbers and addresses of a contact. */
export function cardWords({ name, phones, emails }: MessageView['contactCards'][number]): string[] {
  return [name ?? 'No name', ...phones, ...emails];
}

function factWords(message: MessageView): string[] {
  const { call, payment, deletedBy } = message;
  const sentence = wordlessSentence(message);
  return [
    ...(call === null ? [] : [call.text]),
    ...(payment === null ? [] : [paymentSentence(payment)]),
    // Who deleted it is part of the marks.
    ...(sentence === null || deletedBy !== null ? [] : [`[${sentence}]`]),
  ];
}

/** Earlier texts of an edited message, with their times. */
export function earlierVersions({ edits }: MessageView, clock: LocalTime): string[] {
  return edits.flatMap(({ history, unsent }) =>
    (unsent ? history : history.slice(0, -1)).flatMap(({ at, text }) =>
      text === null || text === '' ? [] : `Earlier version${at === null ? '' : ` of ${clock.stamp(at)}`}: ${text}`,
    ),
  );
}

/** A sticker: `sticker (Genmoji “pink poodle”, outline)`. */
function stickerWords({ app, description, sticker }: AttachmentView): string {
  const source = sticker?.source ?? null;
  const facts = [
    source === 'app' ? app : source === null ? null : STICKER_SOURCES[source],
    description === null ? null : `“${description}”`,
    sticker?.effect === 'normal' ? null : (sticker?.effect ?? null),
  ].filter((fact) => fact !== null);
  return `sticker${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** Stickers by where they come from. */
const STICKER_SOURCES = { genmoji: 'Genmoji', memoji: 'Memoji', user: 'own sticker' } as const;

/** The pictures of stickers on a message. */
export function stickerFiles({ reactions }: MessageView): AttachmentView[] {
  return reactions.flatMap(({ picture }) => picture ?? []);
}

/** Reactions to a message: `Anna 👍`, `Ben loved`. */
export function reactionWords({ reactions }: MessageView): string[] {
  return reactions.map(({ sender, emoji, kind, count, picture }) => {
    const who = sender === null ? String(count) : sender.isOwner ? 'You' : sender.name;
    return `${who} ${emoji ?? (picture === null ? kind : stickerWords(picture))}`;
  });
}

/** Marks of a message: edited, unsent, deleted, not sent, read with the time. */
export function messageMarks(message: MessageView, clock: LocalTime): string[] {
  const { edits, editedAt, deletedAt, deletedBy, error, forwardCount, isStarred } = message;
  const marks: string[] = [];
  if (editedAt !== null || edits.length > 0) marks.push(edits.some(({ unsent }) => unsent) ? 'unsent' : 'edited');
  if (deletedBy !== null) marks.push(`deleted by ${deletedBy.name}`);
  else if (deletedAt !== null) marks.push('recently deleted');
  if (error !== null) marks.push(`not sent (error ${error})`);
  if (forwardCount !== null) marks.push('forwarded');
  marks.push(...badgeWords(message));
  const effects = effectWords(message);
  if (effects.length > 0) marks.push(`with ${effects.join(', ')}`);
  if (isStarred) marks.push('starred');
  if (isScheduled(message)) marks.push('to be sent then');
  for (const mark of [viewOnceWord(message), statusMark(message, clock)]) if (mark !== null) marks.push(mark);
  marks.push(...markWords(message));
  return marks;
}

function statusMark(message: MessageView, clock: LocalTime): string | null {
  const word = statusWord(message);
  if (word === null) return null;
  const { status, deliveredAt } = message;
  const before = (status === 'read' || status === 'played') && deliveredAt !== null;
  return `${before ? `delivered ${clock.stamp(deliveredAt)}, ` : ''}${word} ${clock.stamp(statusTime(message))}`.trimEnd();
}

/** Name of the sender. */
export function senderName({ sender }: MessageView): string {
  return sender.isOwner ? 'You' : sender.name;
}
