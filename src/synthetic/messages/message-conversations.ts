import { type Language, type Person, personAt } from '../people.ts';
import { type Random, type Seed, seededRandom } from '../random.ts';
import type { Generation } from './messages-schema.ts';

/** A member of a conversation, by one of their addresses. */
export interface Participant {
  readonly handleRowId: number;
  readonly address: string;
  /** Null for a sender without a person: a short code, a business. */
  readonly person: Person | null;
}

/** A row of `handle`: an address on one service. */
export interface Handle extends Participant {
  readonly service: string;
}

/** A conversation to fill with messages. */
export interface PlannedConversation {
  readonly rowId: number;
  readonly guid: string;
  readonly identifier: string;
  readonly displayName: string | null;
  readonly group: boolean;
  readonly service: string;
  readonly language: Language;
  readonly participants: readonly Participant[];
  /** Planned number of messages. */
  readonly share: number;
}

/** All conversations with their handles. */
export interface ConversationPlan {
  readonly conversations: readonly PlannedConversation[];
  readonly handles: readonly Handle[];
}

/** Share of all messages in the longest conversation. */
const LONGEST_SHARE = 0.2;
/** Messages in each of the shortest conversations. */
const SHORTEST = 10;
/** Share of conversations that have the shortest length. */
const TAIL_SHARE = 0.1;
/** Maximum number of conversations; phones rarely have more. */
const MOST_CONVERSATIONS = 500;

/** Sender of one-time codes. */
const SHORT_CODE = '22395';

const GROUP_NAMES = [
  'Book club',
  'Family 👨‍👩‍👧',
  'Ski trip 2024',
  'Projekt Äpfel',
  '家族',
  null,
  'Sunday football',
  null,
  'فريق العمل',
  null,
];

/**
 * Conversation lengths by Zipf's law: the longest has a fifth of all messages, the shortest have ten. The sum is
 * `size`.
 */
export function conversationLengths(size: number): number[] {
  const count = Math.min(MOST_CONVERSATIONS, Math.max(4, Math.round(size ** 0.45)), size);
  const shortest = Math.min(SHORTEST, Math.max(1, Math.floor(size / (count * 4))));
  const longest = Math.floor(size * LONGEST_SHARE);
  const tail = Math.floor(count * TAIL_SHARE);
  let harmonic = 0;
  for (let rank = 1; rank <= count; rank++) harmonic += 1 / rank;
  const lengths = Array.from({ length: count }, (_, index) =>
    index >= count - tail
      ? shortest
      : Math.max(shortest, Math.min(longest, Math.floor(size / ((index + 1) * harmonic)))),
  );
  // The remainder of rounding goes to all but the first, so that the longest keeps its length.
  let rest = size - lengths.reduce((sum, length) => sum + length, 0);
  const middle = Math.max(1, count - tail - 1);
  const share = Math.ceil(rest / middle);
  for (let turn = 0; rest > 0; turn++) {
    const index = count === 1 ? 0 : 1 + (turn % middle);
    const extra = Math.min(share, rest);
    lengths[index] = (lengths[index] as number) + extra;
    rest -= extra;
  }
  for (let index = 0; rest < 0; index = (index + 1) % count) {
    const cut = Math.min((lengths[index] as number) - 1, -rest);
    lengths[index] = (lengths[index] as number) - cut;
    rest += cut;
  }
  return lengths;
}

/** Numbers handles by first use. */
class HandleBook {
  readonly handles: Handle[] = [];
  readonly #known = new Map<string, Handle>();

  take(address: string, service: string, person: Person | null): Handle {
    const key = `${service} ${address}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const handle = { handleRowId: this.handles.length + 1, address, service, person };
    this.#known.set(key, handle);
    this.handles.push(handle);
    return handle;
  }
}

function serviceOf(random: Random, generation: Generation): string {
  const draw = random.fraction();
  if (draw < 0.2) return 'SMS';
  return draw < 0.3 && generation >= 18 ? 'RCS' : 'iMessage';
}

/**
 * Plans the conversations: every fifth is a group; every ninth is with the previous person on another service, as in
 * real databases; one is with a short code that has no contact. People from index `people` on have a number but no
 * card.
 */
export function planConversations(seed: Seed, size: number, people: number, generation: Generation): ConversationPlan {
  const random = seededRandom(seed, 'conversations');
  const book = new HandleBook();
  let met = 0;
  let lastService = '';

  const group = (rowId: number, index: number, share: number): PlannedConversation => {
    const service = index % 10 === 6 ? 'SMS' : 'iMessage';
    const members = new Set(Array.from({ length: 2 + random.below(4) }, () => random.below(people)));
    const participants = [...members].map((member) => {
      const person = personAt(seed, member);
      return book.take(person.phone, service, person);
    });
    const identifier = `chat${String(100_000_000_000 + random.uint32())}`;
    const displayName = GROUP_NAMES[Math.floor(index / 5) % GROUP_NAMES.length] ?? null;
    const language = participants[0]?.person?.language ?? 'en';
    const guid = `${service};+;${identifier}`;
    return { rowId, guid, identifier, displayName, group: true, service, language, participants, share };
  };

  const oneToOne = (rowId: number, service: string, address: string, person: Person | null, share: number) => {
    const participants = [book.take(address, service, person)];
    const language = person?.language ?? 'en';
    const guid = `${service};-;${address}`;
    return {
      rowId,
      guid,
      identifier: address,
      displayName: null,
      group: false,
      service,
      language,
      participants,
      share,
    };
  };

  const conversations = conversationLengths(size).map((share, index): PlannedConversation => {
    const rowId = index + 1;
    if (index % 5 === 1) return group(rowId, index, share);
    if (index === 3) return oneToOne(rowId, 'SMS', SHORT_CODE, null, share);
    const again = index % 9 === 8;
    if (!again) met++;
    const person = personAt(seed, met - 1);
    const service = again ? (lastService === 'SMS' ? 'iMessage' : 'SMS') : serviceOf(random, generation);
    lastService = service;
    const address = service === 'iMessage' && random.chance(0.2) ? person.email : person.phone;
    return oneToOne(rowId, service, address, person, share);
  });
  return { conversations, handles: book.handles };
}

/** Maximum number of consecutive messages in the same conversation. */
const LONGEST_BURST = 6;

/** Index of the conversation of each message in sending order: shuffled bursts. */
export function scheduleMessages(seed: Seed, conversations: readonly PlannedConversation[], size: number): Uint16Array {
  const random = seededRandom(seed, 'schedule');
  const bursts: number[] = [];
  for (const [index, { share }] of conversations.entries()) {
    for (let left = share; left > 0; ) {
      const length = Math.min(left, 1 + random.below(LONGEST_BURST));
      bursts.push(index * 8 + length);
      left -= length;
    }
  }
  const order = Uint32Array.from(bursts);
  random.shuffle(order);
  const schedule = new Uint16Array(size);
  let at = 0;
  for (const burst of order) {
    const length = burst & 7;
    schedule.fill(burst >> 3, at, at + length);
    at += length;
  }
  return schedule;
}
