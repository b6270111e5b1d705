import type { DrawingView, MessageView, SystemMessageView } from '../../contract/chat.ts';
import { announcementText } from '../../locales/announcement-text.ts';
import { balloonName, clock, isUnreadable, statusTime } from '../../views/index.ts';
import type { LocalTime } from '../format/local-time.ts';
import { personName } from './people.ts';
import { byCode, type Words } from './words.ts';

type Announcement = NonNullable<SystemMessageView['announcement']>;
type Call = NonNullable<SystemMessageView['call']>;

/** What an event in a chat is. Views have it in English. */
export function announcementWords(
  announcement: Announcement,
  sender: SystemMessageView['sender'],
  { language, ownerName, page, list }: Words,
): string {
  if (ownerName !== null) return announcementText(renamed(announcement), renamed(sender), page.chat, list);
  return language === 'en' ? announcement.text : announcementText(announcement, sender, page.chat, list);

  /** Makes the owner a person with a name and a handle: sentences call owners “you”, and unknown people “someone”. */
  function renamed<T>(value: T): T {
    if (Array.isArray(value)) return value.map(renamed) as T;
    if (typeof value !== 'object' || value === null) return value;
    if ('isOwner' in value && value.isOwner === true) return { ...value, isOwner: false, handle: '', name: ownerName };
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each as unknown)])) as T;
  }
}

/** What a call is: `Missed video call`. Views have it in English. */
export function callWords({ isVideo, isGroup, isMissed, seconds, text }: Call, { language, page }: Words): string {
  if (language === 'en') return text;
  const words = page.chat.call;
  const kind = isGroup === true ? (isVideo === true ? 'groupVideo' : 'group') : isVideo === true ? 'video' : 'voice';
  if (isMissed) return words.missed[kind];
  const call = words.made[kind];
  return seconds === null || seconds <= 0 ? call : words.withLength({ call, length: clock(seconds) });
}

/** What was drawn: `Digital Touch: heartbeat, 84 bpm`. */
export function drawingWords({ kind, count = 1, bpm, paths }: DrawingView, { page }: Words): string {
  const words = page.chat.drawing;
  if (kind === 'handwriting') return words.handwriting;
  const what =
    kind === 'tap' || kind === 'kiss'
      ? words[kind]({ count })
      : (kind === 'photo' || kind === 'video') && paths.length > 0
        ? words.drawnOn[kind]
        : words[kind];
  return words.touch({ what: bpm === undefined ? what : words.beats({ what, bpm }) });
}

/** What a message without content is, and a drawing; null if it has text, a visible attachment or a card. */
export function wordlessWords(message: MessageView, words: Words): string | null {
  const { kind, deletedBy, text, subject, announcement, call, location, poll, payment, contactCards, app } = message;
  const { links, attachments, balloon, edits, deletedParts, drawing } = message;
  const { wordless, deletedBy: by } = words.text.message;
  if (drawing !== null) return drawingWords(drawing, words);
  if (kind === 'deleted') return deletedBy === null ? wordless.deleted : by({ name: personName(deletedBy, words) });
  if (kind === 'waiting') return wordless.waiting;
  const saysSomething = [text, subject].some((each) => /[^\ufffc\ufeff\s]/.test(each ?? ''));
  const hasCards =
    [announcement, call, location, poll, payment, app?.business ?? null].some((part) => part !== null) ||
    contactCards.length > 0;
  if (saysSomething || hasCards || links.length > 0 || attachments.some(({ isHidden }) => !isHidden)) return null;
  if (isUnreadable(message)) return wordless.unreadable;
  if (balloon !== null) return balloonName(balloon, message.app?.name);
  if (edits.length > 0 || deletedParts.length > 0) return null;
  return byCode(wordless, kind);
}

/** How far a message of the owner got, and when: `delivered 10:00, read 10:05`; null where it is not known. */
export function statusWords(message: MessageView, time: LocalTime): string | null {
  const { status, deliveredAt } = message;
  if (status === null) return null;
  const { page, text } = time.words;
  const before = (status === 'read' || status === 'played') && deliveredAt !== null;
  const word = lower(page.chat.message.status[status], time.words);
  return [
    ...(before ? [text.message.delivered({ time: time.stamp(deliveredAt) })] : []),
    `${word} ${time.stamp(statusTime(message))}`.trimEnd(),
  ].join(', ');
}

/** How many of several recipients a message has reached: `delivered to 3 of 4, read by 2 of 4`. */
export function receiptWords({ receipts }: Pick<MessageView, 'receipts'>, { page, number }: Words): string | null {
  if (receipts === null) return null;
  const { delivered, read, played, recipients } = receipts;
  if (Math.max(delivered ?? 0, read ?? 0, played ?? 0, recipients ?? 0) < 2) return null;
  const { receiptsText, of } = page.chat.details;
  const counted = [
    [delivered, receiptsText.delivered],
    [read, receiptsText.read],
    [played, receiptsText.played],
  ] as const;
  const parts = counted.flatMap(([some, text]) => {
    if (some === null) return [];
    return text({ count: recipients === null ? number(some) : of({ count: number(some), all: number(recipients) }) });
  });
  return parts.length === 0 ? null : parts.join(', ');
}

/** How a message was sent, where that is special: `SMS`, `By satellite`. */
export function badgeWords({ badges }: Pick<MessageView, 'badges'>, { page }: Words): string[] {
  return badges.map((badge) => page.chat.message.badges[badge]);
}

/** Flags that a person may want to know, and that neither badges nor the status say. */
const FLAGS = ['downgraded', 'delivered-quietly', 'notified-anyway', 'contact-key-verified', 'spam'] as const;

/** Labels for rare flags of a message: `sent as SMS instead`, `spam`. */
export function flagWords({ details }: Pick<MessageView, 'details'>, { page }: Words): string[] {
  const { flags } = details;
  if (!Array.isArray(flags)) return [];
  return FLAGS.filter((flag) => flags.includes(flag)).map((flag) => page.chat.details.flagWords[flag]);
}

/** Effects of the message and of its words: `Loud`, `Shake`. Unknown ones have the name or code of the phone. */
export function effectWords({ details }: Pick<MessageView, 'details'>, { page }: Words): string[] {
  const { expressiveStyle, parts } = details as {
    readonly expressiveStyle?: unknown;
    readonly parts?: readonly { readonly runs: readonly { readonly effect?: number }[] }[];
  };
  const ids = [
    ...(typeof expressiveStyle === 'string' ? [expressiveStyle.split('.').at(-1) ?? expressiveStyle] : []),
    ...(parts ?? []).flatMap(({ runs }) =>
      runs.flatMap(({ effect }) => (effect === undefined ? [] : [String(effect)])),
    ),
  ];
  return [...new Set(ids)].map((id) => byCode(page.chat.effects, id));
}

/** A poll: `Poll: When?`, `• Sunday: 2 votes (Anna, You)`. */
export function pollLines({ question, options }: NonNullable<MessageView['poll']>, words: Words): string[] {
  const { message } = words.text;
  const lines = options.map(({ text, voters }) => {
    const names = voters.map(({ person }) => personName(person, words)).join(', ');
    return `• ${message.choice({ choice: text, count: voters.length })}${names === '' ? '' : ` (${names})`}`;
  });
  return [question === null ? message.poll : message.pollOf({ question }), ...lines];
}

/** A payment: `Payment: 12.5 INR, from Ann, to You, state code 6`. */
export function paymentWords(payment: NonNullable<MessageView['payment']>, words: Words): string {
  const { amount, currency, sender, receiver, statusCode, errorCode } = payment;
  const { message } = words.text;
  const facts = [
    amount === null ? null : [amount, currency].filter((part) => part !== null).join(' '),
    sender === null ? null : message.fromWhom({ name: personName(sender, words) }),
    receiver === null ? null : message.toWhom({ name: personName(receiver, words) }),
    statusCode === null ? null : message.stateCode({ code: statusCode }),
    errorCode === null ? null : message.errorCode({ code: errorCode }),
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? message.payment : message.paymentOf({ facts: facts.join(', ') });
}

/** A text in the middle of others. */
export function lower(text: string, { language }: Words): string {
  return text.charAt(0).toLocaleLowerCase(language) + text.slice(1);
}
