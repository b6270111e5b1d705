import type { AttachmentView, ChatView, MessageView } from '../../contract/chat.ts';
import type { PersonView } from '../../contract/person.ts';
import { messageChanges } from '../../locales/message-changes.ts';
import { bodyLines, fileWords } from '../chats/message-body.ts';
import { messageMarks, quotedWords } from '../chats/message-words.ts';
import type { LocalTime } from '../format/local-time.ts';
import { utcTime } from '../format/local-time.ts';

/** Version of the Relativity Short Message Format, whose schema Relativity publishes (rsmf_schema_2_0_0.json). */
export const RSMF_VERSION = '2.0.0';

/** A name and its value, for what the format has no field for. */
interface Custom {
  readonly name: string;
  readonly value: string;
}

interface Participant {
  readonly id: string;
  readonly display: string;
  readonly email?: string;
  readonly account_id?: string;
}

/** A file of an event: its name in the ZIP, and its name for people. */
export interface RsmfAttachment {
  readonly id: string;
  readonly display: string;
  readonly size?: number;
}

/** An event of a conversation. */
export interface RsmfEvent {
  readonly id: string;
  readonly type: 'message' | 'join' | 'leave' | 'unknown';
  readonly parent?: string;
  readonly body?: string;
  readonly participant: string;
  readonly conversation: string;
  readonly timestamp?: string;
  readonly deleted?: boolean;
  readonly reactions?: readonly object[];
  readonly attachments?: readonly RsmfAttachment[];
  readonly edits?: readonly object[];
  readonly custom: readonly Custom[];
  readonly direction: 'incoming' | 'outgoing';
  readonly read_receipts?: readonly object[];
}

/** Participants of one file, numbered in the order in which they are named. */
export class Participants {
  readonly #known = new Map<string, Participant>();
  readonly #owner: string;

  /** `owner` is the name of the owner. */
  constructor(owner: string) {
    this.#owner = owner;
  }

  /** The id of a person. */
  id(person: PersonView): string {
    const key = person.isOwner ? 'owner' : `${person.handle ?? ''}\n${person.handle === null ? person.name : ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known.id;
    const { handle } = person;
    const participant = {
      id: `P${this.#known.size + 1}`,
      display: person.isOwner ? this.#owner : person.name,
      ...(handle !== null && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(handle) ? { email: handle } : {}),
      ...(handle === null || handle === '' ? {} : { account_id: handle }),
    };
    this.#known.set(key, participant);
    return participant.id;
  }

  get all(): readonly Participant[] {
    return [...this.#known.values()];
  }
}

/** Kinds of system messages that are events of RSMF: a participant joins or leaves the conversation. */
const JOINS = new Set(['participant-added', 'participant-joined']);
const LEAVES = new Set(['participant-removed', 'participant-left']);

/** Files of a message that are not in the ZIP, or not whole. */
export interface Absent {
  /** Names of those that are not in the backup, or could not be read. */
  readonly missing: string[];
  /** Paths in the export of those that are too large. */
  readonly outside: string[];
  /** Names of those that were not asked for, or that a redaction leaves out. */
  readonly leftOut: string[];
  /** Names of those in the ZIP that could be read in part only. */
  readonly damaged: string[];
  /** Names of those with fewer bytes than the backup lists. */
  readonly shorter: string[];
}

/** A message as an event. `attachments` are those of its files that are in the ZIP; `inFile` are ids of earlier events. */
export function rsmfEvent(
  chat: ChatView,
  message: MessageView,
  {
    people,
    clock,
    attachments,
    absent,
    inFile,
  }: {
    readonly people: Participants;
    readonly clock: LocalTime;
    readonly attachments: readonly RsmfAttachment[];
    readonly absent: Absent;
    readonly inFile: ReadonlySet<string>;
  },
): RsmfEvent {
  const { key, announcement, sender, sentAt, deletedAt, replyTo, service, guid, isFromMe, kind } = message;
  const type = announcement === null ? 'message' : typeOf(announcement.kind);
  const parent = replyTo?.key ?? null;
  const quoted = parent !== null && inFile.has(parent) ? null : quotedWords(message, clock.words);
  const marks = messageMarks(message, clock);
  const at = utcTime(sentAt);
  const event: RsmfEvent = {
    id: key,
    type,
    body: bodyLines({ ...message, reactions: [], edits: [] }, clock, (file) => fileWords(file, null, clock.words)).join(
      '\n',
    ),
    participant: people.id(type === 'join' || type === 'leave' ? (announcement?.person ?? sender) : sender),
    conversation: 'C1',
    direction: isFromMe ? 'outgoing' : 'incoming',
    custom: customOf({
      Key: key,
      Guid: guid,
      Service: service,
      Kind: type === 'unknown' ? (announcement?.kind ?? kind) : null,
      'Reply to': quoted,
      Marks: marks.join(', '),
      'Missing files': absent.missing.join(', '),
      'Files outside': absent.outside.join(', '),
      'Files left out': absent.leftOut.join(', '),
      'Damaged files': absent.damaged.join(', '),
      'Files shorter than listed': absent.shorter.join(', '),
    }),
    ...(parent !== null && inFile.has(parent) ? { parent } : {}),
    ...(at === '' ? {} : { timestamp: at }),
    ...(deletedAt === null && kind !== 'deleted' ? {} : { deleted: true }),
    ...optional('reactions', reactionsOf(message, people)),
    ...optional('attachments', attachments),
    ...optional('edits', editsOf(message, people)),
    ...optional('read_receipts', receiptsOf(chat, message, people)),
  };
  return event;
}

function typeOf(kind: string): RsmfEvent['type'] {
  return JOINS.has(kind) ? 'join' : LEAVES.has(kind) ? 'leave' : 'unknown';
}

function optional<K extends string>(name: K, items: readonly object[]): Partial<Record<K, readonly never[]>> {
  return items.length === 0 ? {} : ({ [name]: items } as Partial<Record<K, readonly never[]>>);
}

function customOf(values: Readonly<Record<string, string | null>>): Custom[] {
  return Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value }]));
}

function reactionsOf({ reactions }: MessageView, people: Participants): object[] {
  return reactions.map(({ emoji, kind, sender, count }) => ({
    value: emoji ?? (kind === '' ? 'reaction' : kind),
    count,
    ...(sender === null ? {} : { participants: [people.id(sender)] }),
  }));
}

/** Each earlier version with the one that replaced it; the last one of an unsent part was replaced by nothing. */
function editsOf(message: MessageView, people: Participants): object[] {
  const { unsentAt } = messageChanges(message);
  return message.edits.flatMap(({ history, unsent }) =>
    [...history, ...(unsent ? [{ at: unsentAt, text: null }] : [])].slice(1).map(({ at, text }, index) => ({
      participant: people.id(message.sender),
      ...(utcTime(at) === '' ? {} : { timestamp: utcTime(at) }),
      previous: history[index]?.text ?? '',
      new: text ?? '',
    })),
  );
}

/** Of a message of the owner in a direct chat, the other person's; of a received one, the owner's. */
function receiptsOf({ kind, participants }: ChatView, message: MessageView, people: Participants): object[] {
  const { isFromMe, deliveredAt, readAt } = message;
  const [other] = participants;
  const reader = isFromMe ? (kind === 'direct' ? other : undefined) : OWNER;
  if (reader === undefined) return [];
  const receipts = [
    ['delivered', isFromMe ? deliveredAt : null],
    ['read', readAt],
  ] as const;
  return receipts.flatMap(([action, at]) => {
    const timestamp = utcTime(at);
    return timestamp === '' ? [] : { participant: people.id(reader), timestamp, action };
  });
}

/** The owner of the device. */
export const OWNER: PersonView = { handle: null, handleText: null, name: '', contact: null, isOwner: true };

/** Files of a message, those of stickers too. */
export function filesOf({ attachments, reactions }: MessageView): AttachmentView[] {
  return [...attachments.filter(({ isHidden }) => !isHidden), ...reactions.flatMap(({ picture }) => picture ?? [])];
}
