import type { AttachmentView, MessageGistView, MessageView } from '../../contract/chat.ts';
import { clock } from '../calls/call-text.ts';
import { amountWords, balloonName } from './message-sentences.ts';
import { excerptOf } from './message-text.ts';

type Gist = Omit<MessageGistView, 'text'>;

/** One of each kind in English, and several. */
const NAMES: Readonly<Record<MessageGistView['kind'], readonly [one: string, many: string]>> = {
  photo: ['Photo', 'photos'],
  video: ['Video', 'videos'],
  gif: ['GIF', 'GIFs'],
  sticker: ['Sticker', 'stickers'],
  'voice-message': ['Voice message', 'voice messages'],
  audio: ['Audio', 'audio files'],
  contact: ['Contact', 'contacts'],
  location: ['Location', 'locations'],
  poll: ['Poll', 'polls'],
  payment: ['Payment', 'payments'],
  link: ['Link', 'links'],
  handwriting: ['Handwritten message', 'handwritten messages'],
  'digital-touch': ['Digital Touch', 'Digital Touches'],
  file: ['File', 'files'],
  app: ['App', 'apps'],
  deleted: ['This message was deleted', 'messages'],
  waiting: ['This message had not arrived when the backup was made', 'messages'],
  other: ['Message', 'messages'],
};

/**
 * What a message without words is, in a few words: `Photo`, `Voice message 0:09`. Null for one with words, and for
 * system messages and calls.
 */
export function messageGist(message: MessageView): MessageGistView | null {
  if (message.announcement !== null || message.call !== null) return null;
  if (excerptOf(`${message.subject ?? ''} ${message.text ?? ''}`) !== '') return null;
  const gist = gistOf(message);
  // A message that was taken back has no words to miss.
  const isPartly = message.edits.length > 0 || message.deletedParts.length > 0;
  return gist.kind === 'other' && isPartly ? null : { ...gist, text: gistText(gist) };
}

/** What a message is whose kind is all that is known of it. */
export function gistOfKind(kind: Gist['kind'], seconds: number | null = null): MessageGistView {
  const gist = { kind, count: 1, seconds, name: null };
  return { ...gist, text: gistText(gist) };
}

function gistOf(message: MessageView): Gist {
  const { kind, balloon, attachments, contactCards, location, poll, payment, links, drawing } = message;
  const files = attachments.filter(({ isHidden }) => !isHidden);
  const [first] = files;
  const gist = (kind: Gist['kind'], name: string | null = null, count = 1): Gist => ({
    kind,
    count,
    seconds: null,
    name,
  });
  if (kind === 'deleted' || kind === 'waiting') return gist(kind);
  if (first !== undefined) {
    const fileKind = kindOfFile(first, message);
    const isAlike = files.every((file) => kindOfFile(file, message) === fileKind);
    const only = files.length === 1 ? first : null;
    const names = {
      file: only?.name,
      contact: contactCards.length === 1 ? contactCards[0]?.name : null,
      location: location?.name,
    };
    const name = only !== null && fileKind in names ? (names[fileKind as keyof typeof names] ?? null) : null;
    return { kind: isAlike ? fileKind : 'file', count: files.length, seconds: only?.seconds ?? null, name };
  }
  if (drawing !== null) return gist(drawing.kind === 'handwriting' ? 'handwriting' : 'digital-touch');
  if (poll !== null) return gist('poll', poll.question);
  if (payment !== null) return gist('payment', amountWords(payment));
  if (location !== null) return gist('location', location.name);
  const [card] = contactCards;
  if (card !== undefined) return gist('contact', contactCards.length === 1 ? card.name : null, contactCards.length);
  const [link] = links;
  if (link !== undefined) return gist('link', link.title ?? link.url);
  return balloon === null ? gist('other') : gist('app', balloonName(balloon, message.app?.name));
}

/** What an attachment is, by the app or its MIME type. */
export function kindOfFile(file: AttachmentView, message: MessageView): Gist['kind'] {
  const { mimeType, isSticker, name } = file;
  if (isSticker || message.kind === 'sticker') return 'sticker';
  if (mimeType === 'image/gif' || message.kind === 'gif') return 'gif';
  if (file.isVoiceMessage) return 'voice-message';
  if (mimeType === 'text/vcard' || mimeType === 'text/x-vlocation' || name?.endsWith('.vcf') === true) {
    return mimeType === 'text/x-vlocation' || name?.endsWith('.loc.vcf') === true ? 'location' : 'contact';
  }
  const major = mimeType?.split('/', 1)[0] ?? message.kind;
  if (major === 'image') return 'photo';
  if (major === 'video' || major === 'video-note') return 'video';
  return major === 'audio' ? 'audio' : 'file';
}

function gistText({ kind, count, seconds, name }: Gist): string {
  const [one, many] = NAMES[kind];
  if (count > 1) return `${count} ${many}`;
  if (kind === 'file' || kind === 'app') return name ?? one;
  const length = seconds === null || seconds <= 0 ? '' : ` ${clock(seconds)}`;
  return `${one}${length}${name === null ? '' : `: ${name}`}`;
}
