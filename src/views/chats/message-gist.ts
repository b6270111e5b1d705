import type { AttachmentView, MessageGistView, MessageView } from '../../contract/chat.ts';
import { clock } from '../calls/call-text.ts';
import { wordlessSentence } from './message-sentences.ts';
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
  link: ['Link', 'links'],
  file: ['File', 'files'],
  other: ['Message', 'messages'],
};

/** What a message without words is, in a few words: `Photo`, `Voice message 0:09`. Null for one with words. */
export function messageGist(message: MessageView): MessageGistView | null {
  if (message.announcement !== null || message.call !== null) return null;
  if (excerptOf(`${message.subject ?? ''} ${message.text ?? ''}`) !== '') return null;
  const gist = gistOf(message);
  if (gist !== null) return { ...gist, text: gistText(gist) };
  const sentence = wordlessSentence(message);
  return sentence === null ? null : { kind: 'other', count: 1, seconds: null, name: null, text: sentence };
}

function gistOf(message: MessageView): Gist | null {
  const { attachments, contactCards, location, poll, links } = message;
  const files = attachments.filter(({ isHidden }) => !isHidden);
  const [first] = files;
  const gist = (kind: Gist['kind'], name: string | null, count = 1): Gist => ({ kind, count, seconds: null, name });
  if (first !== undefined) {
    const kind = kindOfFile(first, message);
    const isAlike = files.every((file) => kindOfFile(file, message) === kind);
    const only = files.length === 1 ? first : null;
    const name = kind === 'file' ? (only?.name ?? null) : null;
    return { kind: isAlike ? kind : 'file', count: files.length, seconds: only?.seconds ?? null, name };
  }
  if (poll !== null) return gist('poll', poll.question);
  if (location !== null) return gist('location', location.name);
  const [card] = contactCards;
  if (card !== undefined) return gist('contact', contactCards.length === 1 ? card.name : null, contactCards.length);
  const [link] = links;
  return link === undefined ? null : gist('link', link.title ?? link.url);
}

function kindOfFile(file: AttachmentView, message: MessageView): Gist['kind'] {
  const { mimeType, isSticker, name } = file;
  if (isSticker || message.kind === 'sticker') return 'sticker';
  if (mimeType === 'image/gif' || message.kind === 'gif') return 'gif';
  if (isVoiceMessage(file, message)) return 'voice-message';
  if (mimeType === 'text/vcard' || mimeType === 'text/x-vlocation' || name?.endsWith('.vcf') === true) {
    return mimeType === 'text/x-vlocation' || name?.endsWith('.loc.vcf') === true ? 'location' : 'contact';
  }
  const major = mimeType?.split('/', 1)[0] ?? message.kind;
  if (major === 'image') return 'photo';
  if (major === 'video' || major === 'video-note') return 'video';
  return major === 'audio' ? 'audio' : 'file';
}

/** A recording made in the app, whose file name says nothing: WhatsApp's are Ogg, those of Messages have a flag. */
export function isVoiceMessage(
  { mimeType, name }: Pick<AttachmentView, 'mimeType' | 'name'>,
  { kind, details }: Pick<MessageView, 'kind' | 'details'>,
): boolean {
  const flags: unknown = details['flags'];
  if (Array.isArray(flags) && flags.includes('audio')) return true;
  if (kind !== 'audio') return false;
  return mimeType?.startsWith('audio/ogg') === true || name === null || /\.opus$/i.test(name);
}

function gistText({ kind, count, seconds, name }: Gist): string {
  const [one, many] = NAMES[kind];
  if (count > 1) return `${count} ${many}`;
  if (kind === 'file') return name ?? one;
  const length = seconds === null || seconds <= 0 ? '' : ` ${clock(seconds)}`;
  return `${one}${length}${name === null ? '' : `: ${name}`}`;
}
