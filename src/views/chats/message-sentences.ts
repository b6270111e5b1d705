import type { MessageView } from '../../contract/chat.ts';
import { drawingWords } from '../../model/drawing.ts';

/** Names of Apple's message apps by bundle id; their messages often have no text. */
const APPS: Readonly<Record<string, string>> = {
  'com.apple.Handwriting.HandwritingProvider': 'Handwriting',
  'com.apple.DigitalTouchBalloonProvider': 'Digital Touch',
  'com.apple.PassbookUIService.PeerPaymentMessagesExtension': 'Apple Cash',
  'com.apple.ActivityMessagesApp.MessagesExtension': 'Fitness',
  'com.apple.mobileslideshow.PhotosMessagesApp': 'Photos',
  'com.apple.SafetyMonitorApp.SafetyMonitorMessages': 'Check In',
  'com.apple.findmy.FindMyMessagesApp': 'Find My',
  'com.apple.icloud.apps.messages.business.extension': 'Business',
  'com.apple.messages.Polls': 'Poll',
  'com.apple.messages.URLBalloonProvider': 'Link',
};

/** App of a message: the third part of `…MSMessageExtensionBalloonPlugin:<team>:<bundle>`, else the whole id. */
export function balloonName(balloon: string, name: string | null = null): string {
  const app = balloon.split(':', 3)[2] ?? balloon;
  return APPS[app] ?? name ?? app;
}

/** True for a message with a text that could not be read. */
export function isUnreadable({ text, details }: Pick<MessageView, 'text' | 'details'>): boolean {
  return text === null && details['textSource'] === 'unreadable';
}

/** Descriptions of kinds whose id is not readable. */
const KINDS: Readonly<Record<string, string>> = {
  text: 'nothing in it',
  unavailable: 'this message was not available on the phone',
  unknown: 'a message of an unknown kind',
  'poll-vote': 'a vote in a poll',
};

/**
 * English description of a drawing, and of a message without content; null if it has text, a visible attachment or a
 * card.
 */
export function wordlessSentence(message: MessageView): string | null {
  const { kind, deletedBy, text, subject, announcement, call, location, poll, payment, contactCards } = message;
  const { links, attachments, balloon, edits, deletedParts, drawing } = message;
  if (drawing !== null) return drawingWords(drawing);
  if (kind === 'deleted') return deletedBy === null ? 'this message was deleted' : `deleted by ${nameOf(deletedBy)}`;
  if (kind === 'waiting') return 'this message had not arrived when the backup was made';
  const saysSomething = [text, subject].some((words) => /[^\ufffc\ufeff\s]/.test(words ?? ''));
  const hasCards =
    [announcement, call, location, poll, payment].some((part) => part !== null) || contactCards.length > 0;
  if (saysSomething || hasCards || links.length > 0 || attachments.some(({ isHidden }) => !isHidden)) return null;
  if (isUnreadable(message)) return 'the text of this message could not be read';
  if (balloon !== null) return balloonName(balloon, message.app?.name);
  if (edits.length > 0 || deletedParts.length > 0) return null;
  return KINDS[kind] ?? kind;
}

/** When a message of the owner got as far as its status says; null where the app does not store it. */
export function statusTime({ status, deliveredAt, readAt, details }: MessageView): number | null {
  const { playedAt } = details;
  if (status === 'played') return typeof playedAt === 'number' ? playedAt : null;
  return status === 'read' ? readAt : status === 'delivered' ? deliveredAt : null;
}

/** A poll in English: `Poll: When?`, `• Sunday: 2 votes (Anna, You)`. */
export function pollLines({ question, options }: NonNullable<MessageView['poll']>): string[] {
  const lines = options.map(({ text, voters }) => {
    const count = voters.length;
    const who = count === 0 ? '' : ` (${voters.map(({ person }) => nameOf(person)).join(', ')})`;
    return `• ${text}: ${count} ${count === 1 ? 'vote' : 'votes'}${who}`;
  });
  return [['Poll', question].filter((part) => part !== null).join(': '), ...lines];
}

/** Amount and currency: `12.5 INR`; null without an amount. */
export function amountWords({ amount, currency }: NonNullable<MessageView['payment']>): string | null {
  return amount === null ? null : [amount, currency].filter((part) => part !== null).join(' ');
}

function nameOf(person: MessageView['sender']): string {
  return person.isOwner ? 'You' : person.name;
}
