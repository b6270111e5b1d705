import type { ArchiveDict } from '../../../formats/keyed-archive-value.ts';
import { checkInPlace, readAppFacts } from './app-facts.ts';
import { fieldsOf, firstText, readPayload } from './payload-fields.ts';
import { type Choice, type PollDefinition, readPoll, readVote } from './poll.ts';
import type { AppFacts, SentPlace } from './tables.ts';

/** Prefix of a keyed archive. Handwriting and Digital Touch have other payloads, which contain no text. */
const BPLIST = Buffer.from('bplist');

/** Placeholder for the receiver's name in texts of Fitness. */
const RECEIVER = '$(kIMTranscriptPluginBreadcrumbTextReceiverIdentifier)';

/** Texts in `userInfo`, in the order of a balloon from top to bottom (MSMessageTemplateLayout). */
const CAPTIONS = [
  'image-title',
  'image-subtitle',
  'caption',
  'subcaption',
  'secondary-subcaption',
  'tertiary-subcaption',
];

/** The balloon of an app. */
export interface AppMessage {
  /** Its summary, and captions that add to it; the question of a poll. */
  readonly text: string | null;
  readonly poll: PollDefinition | null;
  /** What it says beside its words. */
  readonly app: AppFacts | null;
  /** The place that it shares. */
  readonly place: SentPlace | null;
}

/**
 * Reads the balloon of an app (`payload_data`, an MSMessage; docs/format/messages.md). Null for other payloads.
 *
 * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readAppMessage(payload: Uint8Array): AppMessage | null {
  const root = messageIn(payload);
  if (root === null) return null;
  const url = firstText(root['URL']);
  const poll = readPoll(url);
  if (poll !== null) return { text: poll.question, poll, app: null, place: null };
  const lines = captionsOf(root);
  const text = lines.length === 0 ? null : withReceiver(lines.join('\n'));
  return { text, poll, app: readAppFacts(root), place: checkInPlace(url) };
}

/** All options chosen by a vote in a poll. @throws as {@link readAppMessage} */
export function voteOf(payload: Uint8Array): readonly Choice[] | null {
  return readVote(firstText(messageIn(payload)?.['URL']));
}

function messageIn(payload: Uint8Array): ArchiveDict | null {
  return BPLIST.equals(payload.subarray(0, BPLIST.length)) ? readPayload(payload) : null;
}

/** True for a text that is only a placeholder: U+FFFC of a file, U+FFFD of an app. */
export function isPlaceholder(text: string | null): boolean {
  return text === null || /^[\ufffc\ufffd\ufeff\s]*$/.test(text);
}

/** Replaces the placeholder that Messages fills in when displaying a text. */
export function withReceiver(text: string): string {
  return text.includes(RECEIVER) ? text.replaceAll(RECEIVER, 'You') : text;
}

function captionsOf(root: ArchiveDict): readonly string[] {
  const layout = fieldsOf(root['userInfo']);
  const lines: string[] = [];
  for (const value of [root['ldtext'], ...CAPTIONS.map((name) => layout?.[name])]) {
    const line = firstText(value);
    if (line !== null && !lines.some((known) => known.includes(line))) lines.push(line);
  }
  return lines;
}
