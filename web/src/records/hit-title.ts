import type { KindView } from '../../../src/contract/kinds.ts';
import type { SearchHitView } from '../../../src/contract/search.ts';
import { chatTitle, personName, someonesName } from '../i18n/names.ts';
import type { Texts } from '../i18n/texts.ts';
import { codeTitle, isCalledAsPerson } from './record-words.ts';

/** Title of a record in the user's language: `Anna`, `You to Anna`, `Anna in Family`; otherwise the record's name. */
export function hitTitle(
  { title, from, chat }: Pick<SearchHitView, 'title' | 'from' | 'chat'>,
  kind: KindView | null,
  t: Texts,
): string {
  if (!isCalledAsPerson(kind)) return codeTitle(title, kind);
  if (from === null) return someonesName({ handle: null, name: title }, t);
  const { youTo, someoneIn } = t.records.hit;
  const who = personName(from, t);
  // An outgoing call has no chat: its title is whom it went to.
  if (chat === null) return from.isOwner && title !== '' && title !== from.name ? youTo({ chat: title }) : who;
  const name = chatTitle({ name: chat.name, participants: chat.members, participantCount: chat.memberCount }, t);
  if (chat.isGroup) return someoneIn({ who, chat: name });
  return from.isOwner ? youTo({ chat: name }) : who;
}
