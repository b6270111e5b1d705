import type { MessageView } from '../../contract/chat.ts';
import { isScheduled, wordlessSentence } from '../../views/index.ts';

/** The text lines of a message without attachments, for all formats. */
export function messageWords(message: MessageView): string[] {
  const { announcement, subject, text, call, location, poll, contactCards, links } = message;
  if (announcement !== null) return [announcement.text];
  const sentence = wordlessSentence(message);
  return [
    ...(subject === null || subject === '' ? [] : [subject]),
    ...(text === null ? [] : [withoutPlaceholders(text)]),
    ...(call === null ? [] : [call.text]),
    ...(location === null ? [] : [`${location.name ?? 'Location'} (${location.latitude}, ${location.longitude})`]),
    ...(poll === null ? [] : [`Poll: ${[poll.question ?? '', ...poll.texts].join(' · ')}`]),
    ...contactCards.map(
      ({ name, phones, emails }) => `Contact: ${[name ?? 'No name', ...phones, ...emails].join(', ')}`,
    ),
    ...links.flatMap(({ url, title }) => (url === null || text?.includes(url) === true ? (title ?? []) : [url])),
    // Who deleted it is part of the marks.
    ...(sentence === null || message.deletedBy !== null ? [] : [`[${sentence}]`]),
  ].filter((line) => line !== '');
}

/** Reactions to a message: `Anna 👍`, `Ben loved`. */
export function reactionWords({ reactions }: MessageView): string[] {
  return reactions.map(({ sender, emoji, kind, count }) => {
    const who = sender === null ? String(count) : sender.isOwner ? 'You' : sender.name;
    return `${who} ${emoji ?? kind}`;
  });
}

/** Marks of a message: edited, unsent, deleted, not sent. */
export function messageMarks(message: MessageView): string[] {
  const { edits, editedAt, deletedAt, deletedBy, error, forwardCount, isStarred } = message;
  return [
    ...(edits.some(({ unsent }) => unsent) ? ['unsent'] : editedAt !== null || edits.length > 0 ? ['edited'] : []),
    ...(deletedBy !== null ? [`deleted by ${deletedBy.name}`] : deletedAt !== null ? ['recently deleted'] : []),
    ...(error === null ? [] : [`not sent (error ${error})`]),
    ...(forwardCount === null ? [] : ['forwarded']),
    ...(isStarred ? ['starred'] : []),
    ...(isScheduled(message) ? ['to be sent then'] : []),
  ];
}

/** Name of the sender. */
export function senderName({ sender }: MessageView): string {
  return sender.isOwner ? 'You' : sender.name;
}

/** Removes U+FFFC, the placeholder of attachments. */
function withoutPlaceholders(text: string): string {
  return text.replaceAll('\ufffc', '').trim();
}
