import type { AttachmentView, MessageView } from '../../contract/chat.ts';
import { messageChanges } from '../../locales/message-changes.ts';
import { isScheduled } from '../../locales/scheduled.ts';
import { asTyped, type BubblePiece, balloonName, clock, messageBubbles, nearestTown } from '../../views/index.ts';
import type { LocalTime } from '../format/local-time.ts';
import { gistWords } from '../language/last-words.ts';
import { personName } from '../language/people.ts';
import {
  announcementWords,
  badgeWords,
  callWords,
  effectWords,
  flagWords,
  lower,
  paymentWords,
  pollLines,
  receiptWords,
  statusWords,
  wordlessWords,
} from '../language/sentences.ts';
import { nearWords } from '../language/town.ts';
import { byCode, type Words } from '../language/words.ts';
import { markWords } from '../marks/marks.ts';

/** A line of a message: words, and files where they are. */
export type MessageLine = readonly BubblePiece[];

/** The lines of a message for all export formats: its bubbles with the files in them, and what else it consists of. */
export function messageLines(message: MessageView, clock: LocalTime): MessageLine[] {
  if (message.announcement !== null)
    return [[eventWords(message, message.announcement, clock.words)], ...eventFiles(message)];
  if (hasOnlyText(message)) return [...messageBubbles(message)];
  const further = [
    ...translationWords(message, clock.words),
    ...transcripts(message),
    ...message.links.flatMap((link) => linkWords(link, message.text)),
    ...appWords(message, clock),
    ...cardLines(message, clock.words),
    ...factWords(message, clock.words),
    ...deletedWords(message, clock),
  ];
  return [...bubbleLines(message), ...further.map((line) => [line])];
}

/** What an announcement says, and whether it was deleted. */
export function eventWords(
  { sender, deletedAt }: MessageView,
  announcement: NonNullable<MessageView['announcement']>,
  words: Words,
): string {
  const said = announcementWords(announcement, sender, words);
  return deletedAt === null ? said : `${said} (${words.text.message.recentlyDeleted})`;
}

/** The files of an announcement, such as the new picture of a group, each on a line. */
export function eventFiles({ attachments }: MessageView): MessageLine[] {
  return attachments.filter(({ isHidden }) => !isHidden).map((file) => [file]);
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
    ...translationWords(message, clock.words),
    ...transcripts(message),
    ...factWords(message, clock.words),
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

/** True for a text with a letter, which no emoji has but for the letter of information desks. */
function hasLetter(text: string): boolean {
  // The first test is quick and enough for most.
  return /[a-z]/i.test(text) || /[^\P{L}\u2139]/u.test(text);
}

/** True for a text that is a bubble by itself: it says something, has no place of a file and is not one of emoji only. */
export function isOnlyText(text: string): boolean {
  return hasLetter(text) && !BLANK_START.test(text) && !/[\ufffc\ufeff]/.test(text);
}

/**
 * The words of a message without its files, subject and links. White space at both ends of the text is kept, unless
 * files are embedded in the text: then the pieces between them are trimmed.
 */
export function messageWords(message: MessageView, clock: LocalTime): string[] {
  if (message.announcement !== null) return [announcementWords(message.announcement, message.sender, clock.words)];
  const lines = messageBubbles(message).map((bubble) =>
    bubble
      .map(asTyped)
      .map((piece) =>
        typeof piece === 'string' ? piece : bubble.length > 1 ? `<${attachmentName(piece, clock.words)}>` : '',
      )
      .join(''),
  );
  const isWhole = message.attachments.every(({ isHidden }) => isHidden);
  return [
    ...(isWhole ? lines : lines.map((line) => line.trim())),
    ...translationWords(message, clock.words),
    ...transcripts(message),
    ...appWords(message, clock),
    ...cardLines(message, clock.words),
    ...factWords(message, clock.words),
    ...deletedWords(message, clock),
  ].filter((line) => line !== '');
}

/** Name of a file; a Genmoji has its prompt, a voice message its length. */
export function attachmentName(
  { name, description, isVoiceMessage, seconds }: AttachmentView,
  { text }: Pick<Words, 'text'>,
): string {
  if (isVoiceMessage) return `${text.message.voice}${seconds === null ? '' : ` ${clock(seconds)}`}`;
  return description ?? name ?? text.message.attachment;
}

/** Why a file is not here; empty for one that is in the backup. `isLeftOut`: a redaction leaves it out. */
export function stateWords(
  { state }: Pick<AttachmentView, 'state'>,
  { text }: Pick<Words, 'text'>,
  isLeftOut = false,
): string {
  if (isLeftOut && state === 'present') return text.redaction.lines.fileStates['leave-out'];
  return state === 'present' ? '' : byCode(text.message.states, state);
}

/** The words that a reply quotes; null for no reply. */
export function quotedWords({ replyTo }: MessageView, words: Words): string | null {
  if (replyTo === null) return null;
  const { gone, withoutWords, quoted } = words.text.message;
  const gist = replyTo.gist === null ? replyTo.excerpt : gistWords(replyTo.gist, words);
  const said = gist ?? (replyTo.key === null ? gone : withoutWords);
  return replyTo.sender === null ? said : quoted({ who: personName(replyTo.sender, words), words: said });
}

function transcripts({ attachments }: MessageView): string[] {
  return attachments.flatMap(({ transcript }) => (transcript === null ? [] : `“${transcript}”`));
}

/** Parts that were deleted while the others were kept: `[deleted 2024-05-01 10:00:00] see you`. */
function deletedWords({ deletedParts }: MessageView, clock: LocalTime): string[] {
  const { message } = clock.words.text;
  return deletedParts.map(
    ({ text, deletedAt }) =>
      `[${`${message.deletedPart} ${clock.stamp(deletedAt)}`.trimEnd()}] ${text ?? message.partWithoutText}`,
  );
}

function translationWords({ translations }: MessageView, words: Words): string[] {
  const { translated, translatedFrom } = words.text.message;
  return translations.map(({ text, from }) => {
    const mark = from === null ? translated : translatedFrom({ language: languageName(from, words) });
    return `[${mark}] ${text}`;
  });
}

/** Name of a language: `French` for `fr_FR`. Text that is not a language code is returned unchanged. */
function languageName(code: string, words: Words): string {
  const [language = ''] = code.split(/[-_]/, 1);
  if (!/^[a-z]{2,3}$/i.test(language)) return code;
  return words.languageName(language);
}

/** A link: its address and its title unless the message says them, its summary, and what is shared. */
export function linkWords(
  { url, title, summary, shared }: MessageView['links'][number],
  said: string | null,
): string[] {
  const { lyrics, genre, platform, app } = shared ?? {};
  const facts = [genre, platform, app].filter((fact) => fact !== undefined);
  return [
    ...(url === null || said?.includes(url) === true ? [] : [url]),
    ...(title === null || title === url || said?.includes(title) === true ? [] : [title]),
    ...(summary === null ? [] : [summary]),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
    ...(lyrics === undefined ? [] : [`“${lyrics}”`]),
  ];
}

/** What the balloon of an app says beside its words: name, times, choices, link. */
export function appWords({ app, balloon, poll }: MessageView, clock: LocalTime): string[] {
  if (app === null || balloon === null || poll !== null) return [];
  const { checkIn, business, url, name } = app;
  const { message } = clock.words.text;
  const times = [
    [message.expected, checkIn?.expectedAt],
    [message.wasExpected, checkIn?.wasExpectedAt],
    [message.checkedIn, checkIn?.checkedInAt],
  ] as const;
  return [
    `[${message.madeWith({ app: balloonName(balloon, name) })}]`,
    ...(business?.title ? [business.title] : []),
    ...(business?.lines ?? []).map(
      ({ title, subtitle, isChosen }) =>
        `• ${title}${subtitle === null ? '' : `: ${subtitle}`}${isChosen ? ` (${message.chosen})` : ''}`,
    ),
    ...times.flatMap(([label, at]) => (typeof at === 'number' ? label({ time: clock.stamp(at) }) : [])),
    ...(url === null ? [] : [url]),
  ];
}

/** Places, polls and contacts. */
function cardLines({ location, poll, contactCards }: MessageView, words: Words): string[] {
  return [
    ...(location === null ? [] : [placeWords(location, words).join(' ')]),
    ...(poll === null ? [] : pollLines(poll, words)),
    ...contactCards.map((card) => words.text.message.contact({ card: cardWords(card, words).join(', ') })),
  ];
}

/** Name and coordinates of a place; the nearest town where it has no name. */
export function placeWords(
  { name, latitude, longitude }: NonNullable<MessageView['location']>,
  words: Words,
): string[] {
  const near = name === null ? nearWords(nearestTown(latitude, longitude), words) : null;
  return [name ?? words.text.message.location, ...(near === null ? [] : [near]), `(${latitude}, ${longitude})`];
}

/** Name, numbers and addresses of a contact. */
export function cardWords(
  { name, phoneTexts, emails }: MessageView['contactCards'][number],
  { text }: Pick<Words, 'text'>,
): string[] {
  return [name ?? text.message.noName, ...phoneTexts, ...emails];
}

function factWords(message: MessageView, words: Words): string[] {
  const { call, payment, deletedBy } = message;
  const sentence = wordlessWords(message, words);
  return [
    ...(call === null ? [] : [callWords(call, words)]),
    ...(payment === null ? [] : [paymentWords(payment, words)]),
    // Who deleted it is part of the marks.
    ...(sentence === null || deletedBy !== null ? [] : [`[${sentence}]`]),
  ];
}

/** Earlier texts of an edited message, with their times. */
export function earlierVersions({ edits }: MessageView, clock: LocalTime): string[] {
  const { earlier, earlierOf } = clock.words.text.message;
  return edits.flatMap(({ history, unsent }) =>
    (unsent ? history : history.slice(0, -1)).flatMap(({ at, text }) => {
      if (text === null || text === '') return [];
      return at === null ? earlier({ text }) : earlierOf({ time: clock.stamp(at), text });
    }),
  );
}

/** A sticker: `sticker (Genmoji “pink poodle”, outline)`. */
function stickerWords({ app, description, sticker }: AttachmentView, { text, page }: Words): string {
  const source = sticker?.source ?? null;
  const facts = [
    source === 'app' ? app : source === null ? null : page.chat.sticker.sources[source],
    description === null ? null : `“${description}”`,
    sticker === null || sticker.effect === null || sticker.effect === 'normal'
      ? null
      : page.chat.sticker.effects[sticker.effect],
  ].filter((fact) => fact !== null);
  return `${text.message.sticker}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** The pictures of stickers on a message. */
export function stickerFiles({ reactions }: Pick<MessageView, 'reactions'>): AttachmentView[] {
  return reactions.flatMap(({ picture }) => picture ?? []);
}

/** Reactions to a message: `Anna 👍`, `Ben: laugh`. */
export function reactionWords({ reactions }: Pick<MessageView, 'reactions'>, words: Words): string[] {
  return reactions.map(({ sender, emoji, kind, count, picture }) => {
    const who = sender === null ? words.number(count) : personName(sender, words);
    if (emoji !== null) return `${who} ${emoji}`;
    return `${who}: ${picture === null ? byCode(words.text.message.reactions, kind) : stickerWords(picture, words)}`;
  });
}

/** Marks of a message: edited, unsent, deleted, not sent, how many replies it has, read with the time. */
export function messageMarks(message: MessageView, clock: LocalTime): string[] {
  const { kind, deletedAt, deletedBy, error, forwardCount, guid, isStarred, thread } = message;
  const { unsent, isEdited } = messageChanges(message);
  const { words } = clock;
  const text = words.text.message;
  const marks: string[] = [];
  if (unsent !== null) marks.push(unsent === 'whole' ? text.unsent : text.partlyUnsent);
  if (isEdited) marks.push(text.edited);
  if (deletedBy !== null) marks.push(text.deletedBy({ name: personName(deletedBy, words) }));
  else if (deletedAt !== null && kind !== 'deleted') marks.push(text.recentlyDeleted);
  if (error !== null) marks.push(text.notSent({ error }));
  if (forwardCount !== null) marks.push(text.forwarded);
  marks.push(...badgeWords(message, words), ...flagWords(message, words));
  const effects = effectWords(message, words);
  if (effects.length > 0) marks.push(text.withEffects({ effects: effects.join(', ') }));
  if (thread !== null && thread.id === guid) marks.push(words.page.chat.thread.replies({ count: thread.replies }));
  if (isStarred) marks.push(text.starred);
  if (isScheduled(message)) marks.push(text.scheduled);
  if (message.isViewOnce) marks.push(lower(words.page.chat.message.viewOnce, words));
  const status = statusWords(message, clock);
  if (status !== null) marks.push(status);
  const reached = receiptWords(message, words);
  if (reached !== null) marks.push(reached);
  marks.push(...markWords(message, words));
  return marks;
}

/** Name of the sender. */
export function senderName({ sender }: MessageView, words: Words): string {
  return personName(sender, words);
}
