import type { ChatView, MessageGistView } from '../../contract/chat.ts';
import { clock } from '../../views/index.ts';
import { announcementWords, callWords } from './sentences.ts';
import type { Words } from './words.ts';

/** The last line of a chat: the words of its newest message, or what it is. */
export function lastWords(
  { lastText, lastGist, lastSystemMessage }: Pick<ChatView, 'lastText' | 'lastGist' | 'lastSystemMessage'>,
  words: Words,
): string {
  if (lastText !== null) return lastText;
  if (lastGist !== null) return gistWords(lastGist, words);
  if (lastSystemMessage === null) return '';
  const { announcement, call, sender } = lastSystemMessage;
  if (call !== null) return callWords(call, words);
  return announcement === null ? '' : announcementWords(announcement, sender, words);
}

/** What a message without words is. Views have it in English. */
export function gistWords({ kind, count, seconds, name, text }: MessageGistView, { language, page }: Words): string {
  if (language === 'en') return text;
  if (kind === 'app') return name ?? page.chat.gist.other;
  if (kind === 'file' && count === 1 && name !== null) return name;
  const gist = page.chat.gist[kind];
  const what = typeof gist === 'string' ? gist : gist({ count });
  const length = seconds === null || seconds <= 0 ? '' : ` ${clock(seconds)}`;
  return `${what}${length}${name === null ? '' : `: ${name}`}`;
}
