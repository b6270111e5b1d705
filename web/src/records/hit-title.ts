import type { SearchHitView } from '../../../src/contract/search.ts';
import type { Texts } from '../i18n/en/index.ts';
import { chatTitle, personName, someonesName } from '../i18n/names.ts';

/** The line above a record in the reader's language: `Anna`, `You to Anna`, `Anna in Family`; else what the record is called. */
export function hitTitle(hit: Pick<SearchHitView, 'type' | 'title' | 'from' | 'chat'>, t: Texts): string {
  const { type, title, from, chat } = hit;
  if (type === 'call' || type === 'whatsapp-call') return someonesName({ handle: null, name: title }, t);
  if (from === null || (type !== 'message' && type !== 'whatsapp')) return title;
  const { youTo, someoneIn } = t.records.hit;
  const who = personName(from, t);
  if (chat === null) return who;
  const name = chatTitle({ name: chat.name, participants: chat.members, participantCount: chat.memberCount }, t);
  if (chat.isGroup) return someoneIn(who, name);
  return from.isOwner ? youTo(name) : who;
}
