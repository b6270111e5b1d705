import type { ChatView } from '../../contract/chat.ts';
import type { ConversationView } from '../../contract/messages.ts';
import type { WhatsappChatDetailView } from '../../contract/whatsapp.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';

/** Minimum lifetime of messages that is given in days. */
const DAY_SECONDS = 86_400;

/** Fields that only the chats of some apps have. */
type AppFields = Partial<
  Pick<ConversationView, 'summary' | 'draft' | 'hasBackground' | 'isFiltered'> &
    Pick<WhatsappChatDetailView, 'about' | 'disappearingSeconds' | 'liveLocationUntil'>
>;

/** Name and value of a fact. */
export type ChatFact = readonly [label: string, value: string];

/**
 * What an app says of a chat in full besides its messages, labelled as on the page: text of the person, draft, summary by the
 * phone, background, its filter, lifetime of messages, end of a shared location.
 */
export function chatFacts(chat: ChatView & AppFields, clock: LocalTime): ChatFact[] {
  const { words } = clock;
  const labels = words.page.chat.info;
  const { about = null, draft = null, summary = null, hasBackground = null, isFiltered = false } = chat;
  const { disappearingSeconds = null, liveLocationUntil = null } = chat;
  const facts = [
    [labels.about, about],
    [labels.filter, isFiltered ? labels.filtered : null],
    [labels.draft, draft],
    [labels.summary, summary],
    [labels.background, hasBackground === null ? null : hasBackground ? labels.present : labels.removed],
    [labels.disappearing, disappearingSeconds === null ? null : lifetimeWords(disappearingSeconds, words)],
    [labels.liveLocation, liveLocationUntil === null ? null : clock.stamp(liveLocationUntil)],
  ] as const;
  return facts.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value]]));
}

/** A fact in one line: `Not sent yet: see you`. */
export function factLine([label, value]: ChatFact): string {
  return `${label}: ${value}`;
}

function lifetimeWords(seconds: number, { page, language }: Words): string {
  const { never, after, afterDays } = page.chat.info;
  if (seconds === 0) return never;
  if (seconds % DAY_SECONDS === 0) return afterDays({ count: seconds / DAY_SECONDS });
  const length = new Intl.DurationFormat(language, { style: 'long' }).format({
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  });
  return after({ length });
}
