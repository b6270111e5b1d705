import type { SystemMessageView } from '../../../src/contract/chat.ts';
import { announcementText } from '../../../src/locales/announcement-text.ts';
import { formatDuration } from '../format/duration.ts';
import { formatList } from '../format/lists.ts';
import type { Texts } from '../i18n/texts.ts';

type Call = NonNullable<SystemMessageView['call']>;

/** Text of a system message in the user's language; null for ordinary messages. The API has it in English. */
export function systemMessageText({ sender, announcement, call }: SystemMessageView, t: Texts): string | null {
  if (call !== null) return t.language === 'en' ? call.text : callText(call, t.chat.call);
  if (announcement === null) return null;
  return t.language === 'en' ? announcement.text : announcementText(announcement, sender, t.chat, formatList);
}

function callText({ isVideo, isGroup, isMissed, seconds }: Call, words: Texts['chat']['call']): string {
  const kind = isGroup === true ? (isVideo === true ? 'groupVideo' : 'group') : isVideo === true ? 'video' : 'voice';
  if (isMissed) return words.missed[kind];
  const call = words.made[kind];
  return seconds === null || seconds === 0 ? call : words.withLength({ call, length: formatDuration(seconds * 1000) });
}
