import type { AttachmentView, MessageView, PersonView } from '../contract/messages.ts';
import { badgeWords, flagWords } from '../export/language/sentences.ts';
import { wordsIn } from '../export/language/words.ts';
import { messageChanges } from '../locales/message-changes.ts';
import { isScheduled } from '../locales/scheduled.ts';
import {
  asTyped,
  type BubblePiece,
  balloonName,
  messageBubbles,
  nearWords,
  pollLines,
  wordlessSentence,
} from '../views/index.ts';
import { formatBytes, formatTime } from './format.ts';
import type { Output } from './output.ts';
import { visible } from './terminal-text.ts';

const REACTIONS: Readonly<Record<string, string>> = {
  love: '♥',
  like: '👍',
  dislike: '👎',
  laugh: 'Ha ha',
  emphasize: '‼',
  question: '?',
};

/** Formats a message: a line with time and sender, then indented text. */
export function formatMessage(message: MessageView, out: Output): string {
  const head = [
    formatTime(message.sentAt),
    out.style('bold', visible(nameOf(message.sender))),
    ...marksOf(message).map((mark) => out.style('dim', mark)),
  ];
  const lines = bodyOf(message).map((line) => `    ${visible(line)}\n`);
  return `${head.join('  ')}\n${lines.join('')}`;
}

function marksOf(message: MessageView): string[] {
  const { unsent, isEdited } = messageChanges(message);
  return [
    `[${message.key}]`,
    // The sentence of an announcement says so.
    ...(unsent === null || message.announcement !== null ? [] : [unsent === 'whole' ? 'unsent' : 'partly unsent']),
    ...(isEdited ? ['edited'] : []),
    ...(message.isStarred ? ['starred'] : []),
    ...(message.forwardCount === null ? [] : ['forwarded']),
    ...(message.deletedAt === null ? [] : [`${deletionOf(message)} ${formatTime(message.deletedAt)}`]),
    ...(message.error === null ? [] : [`not sent: error ${message.error}`]),
    ...(isScheduled(message) ? ['to be sent then'] : []),
    ...badgeWords(message, wordsIn()),
    ...flagWords(message, wordsIn()),
  ];
}

/** A message that was deleted for everyone is not in the bin. */
function deletionOf({ kind }: MessageView): string {
  return kind === 'deleted' ? 'deleted' : 'recently deleted';
}

function bodyOf(message: MessageView): string[] {
  const { announcement, replyTo, subject, reactions, edits, balloon } = message;
  const { call, location, contactCards, poll, links, deletedParts, translations } = message;
  const sentence = wordlessSentence(message);
  const isUnsent = messageChanges(message).unsent === 'whole';
  const earlier = edits.flatMap(({ unsent, history }) => [
    ...(unsent ? history : history.slice(0, -1)).map(({ text }) => `[before: ${text ?? ''}]`),
    ...(unsent && !isUnsent ? ['[a part was unsent]'] : []),
  ]);
  return [
    ...(replyTo === null ? [] : [`[reply to: ${replyTo.excerpt ?? 'a missing message'}]`]),
    ...(announcement === null ? [] : [`— ${announcement.text}`]),
    ...(call === null ? [] : [`[${call.text}]`]),
    ...(subject === null ? [] : [subject]),
    ...messageBubbles(message).flatMap(bubbleLines),
    ...(location === null ? [] : [`[place: ${placeText(location)}]`]),
    ...contactCards.map(
      ({ name, phoneTexts, emails }) => `[contact: ${[name ?? 'no name', ...phoneTexts, ...emails].join(', ')}]`,
    ),
    ...(poll === null ? [] : pollLines(poll)),
    ...links.flatMap(({ title, url }) => (title === null && url === null ? [] : [`[link: ${title ?? url}]`])),
    ...(sentence === null ? [] : [`[${sentence}]`]),
    ...(balloon === null || sentence !== null || links.length > 0 || poll !== null
      ? []
      : [`[made by ${balloonName(balloon, message.app?.name)}]`]),
    ...reactions.map(
      ({ kind, emoji, sender, count }) =>
        `${emoji ?? REACTIONS[kind] ?? kind} ${sender === null ? `× ${count}` : nameOf(sender)}`,
    ),
    ...translations.map(({ text, to }) => `[translated${to === null ? '' : ` to ${to}`}: ${text}]`),
    ...earlier,
    ...deletedParts.map(({ text, deletedAt }) => `[deleted ${formatTime(deletedAt)}: ${text ?? ''}]`),
  ];
}

/** The words of a bubble with the names of the files in them, then what is known about these files. */
function bubbleLines(bubble: readonly BubblePiece[]): string[] {
  const pieces = bubble.map(asTyped);
  const files = pieces.filter((piece) => typeof piece !== 'string');
  if (files.length === pieces.length) return files.flatMap(attachmentLines);
  const words = pieces.map((piece) => (typeof piece === 'string' ? piece : `<${fileName(piece)}>`)).join('');
  return [...words.trim().split(/\r?\n/), ...files.flatMap(attachmentLines)];
}

function fileName({ description, name }: AttachmentView): string {
  return description ?? name ?? 'attachment';
}

function placeText({ name, latitude, longitude }: NonNullable<MessageView['location']>): string {
  const near = name === null ? nearWords(latitude, longitude) : null;
  return [name, near === null ? null : `${near} (computed)`, `${latitude}, ${longitude}`].filter(Boolean).join(', ');
}

function attachmentLines({ name, mimeType, bytes, state, transcript, description }: AttachmentView): readonly string[] {
  const facts = [name ?? 'attachment', mimeType, bytes === null ? null : formatBytes(bytes)];
  const missing = state === 'present' ? null : 'not in the backup';
  return [
    `[${[...facts, description, missing].filter((part) => part !== null).join(', ')}]`,
    ...(transcript === null ? [] : [`[it says: ${transcript}]`]),
  ];
}

function nameOf(person: PersonView): string {
  return person.isOwner ? 'You' : person.name;
}
