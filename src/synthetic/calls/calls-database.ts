import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { writeDatabase } from '../encoders/database-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { type Person, peopleOf } from '../people.ts';
import { derivedBytes, derivedUuid, type Random, type Seed, seededRandom } from '../random.ts';
import { type CallsGeneration, callsSchema } from './schema.ts';

/** Contents of the call history to write. */
export interface CallsSpec {
  readonly seed: Seed;
  readonly calls: number;
  /** Number of people who call. Default: 20. */
  readonly people?: number;
  /** iOS release of the schema. Default: 18. */
  readonly generation?: CallsGeneration;
  /** Index of the first call. Databases of the same seed share the calls whose indexes are in both. */
  readonly from?: number;
}

/** A written call. */
export interface WrittenCall {
  readonly rowId: number;
  readonly uuid: string;
  /** UTC milliseconds, in whole seconds. */
  readonly at: number;
  readonly seconds: number;
  readonly kind: CallKind;
  /** Phone numbers and e-mail addresses of the other participants. */
  readonly handles: readonly string[];
  readonly name: string | null;
}

/** Contents of the written database, for tests. */
export interface CallsTruth {
  readonly calls: readonly WrittenCall[];
}

/** Columns of a kind of call. */
interface KindFacts {
  readonly provider: string;
  readonly type: number;
  readonly category: number;
  readonly originated: 0 | 1;
  readonly answered: 0 | 1;
  readonly lasts: boolean;
  readonly cause: number;
  /** Number of other participants; 0 for a withheld number. */
  readonly people: number;
  /** More columns of the record. Columns that a release does not have are ignored. */
  readonly more?: Readonly<Record<string, string | number>>;
}

const TELEPHONY = { provider: 'com.apple.Telephony', type: 1, category: 1, people: 1 };
const FACETIME_AUDIO = { provider: 'com.apple.FaceTime', type: 16, category: 1, people: 1 };
const FACETIME_VIDEO = { provider: 'com.apple.FaceTime', type: 8, category: 2, people: 1 };
const WHATSAPP = { provider: '57T9237FN3.net.whatsapp.WhatsApp', type: 0, category: 1, people: 1 };
const INCOMING = { originated: 0, answered: 0, lasts: false, cause: 0 } as const;
const OUTGOING = { originated: 1, answered: 0, lasts: true, cause: 0 } as const;

/** Kinds of calls, used in turn. */
const KINDS = {
  'phone-outgoing': { ...TELEPHONY, ...OUTGOING },
  'phone-incoming': { ...TELEPHONY, ...INCOMING, answered: 1, lasts: true },
  'phone-missed': { ...TELEPHONY, ...INCOMING, cause: 49 },
  'phone-declined': { ...TELEPHONY, ...INCOMING, cause: 6 },
  'phone-unanswered': { ...TELEPHONY, ...OUTGOING, lasts: false, cause: 2 },
  'phone-elsewhere': { ...TELEPHONY, ...INCOMING, answered: 1 },
  'phone-withheld': { ...TELEPHONY, ...INCOMING, people: 0, more: { ZNUMBER_AVAILABILITY: 1 } },
  'facetime-audio': { ...FACETIME_AUDIO, ...INCOMING, answered: 1, lasts: true },
  'facetime-video': { ...FACETIME_VIDEO, ...OUTGOING, more: { ZFACE_TIME_DATA: 123_456 } },
  'facetime-group': { ...FACETIME_VIDEO, ...INCOMING, answered: 1, lasts: true, people: 3 },
  'app-outgoing': { ...WHATSAPP, ...OUTGOING },
  'app-missed': { ...WHATSAPP, ...INCOMING, cause: 6 },
  'phone-silenced': { ...TELEPHONY, ...INCOMING, more: { ZFILTERED_OUT_REASON: 2 } },
  'phone-junk': { ...TELEPHONY, ...INCOMING, more: { ZJUNKCONFIDENCE: 2, ZJUNKIDENTIFICATIONCATEGORY: 'Spam' } },
  'phone-blocked': { ...TELEPHONY, ...INCOMING, more: { ZBLOCKEDBYEXTENSION: 'com.example.blocker.extension' } },
  'phone-emergency': { ...TELEPHONY, ...OUTGOING, more: { ZWASEMERGENCYCALL: 1 } },
} as const satisfies Readonly<Record<string, KindFacts>>;

/** Name of a kind of call: `phone-missed`, `facetime-group` … */
export type CallKind = keyof typeof KINDS;

const ALL_KINDS = Object.keys(KINDS) as CallKind[];
/** Kinds that iOS 6 has. */
const OLD_KINDS: readonly CallKind[] = ['phone-outgoing', 'phone-incoming', 'phone-missed', 'phone-unanswered'];

/** Time of the first call; the others follow every few hours. */
const FIRST = Date.UTC(2025, 0, 1, 8);
const HOUR = 3_600_000;

const NO_LOCATION = '<<RecentsNumberLocationNotFound>>';

/** `CXHandleType`. */
const PHONE_NUMBER = 2;
const EMAIL = 3;

/** The call with this index; it does not depend on the database. */
function planCall(number: number, kind: CallKind, seed: Seed, people: readonly Person[]): Omit<WrittenCall, 'rowId'> {
  const random: Random = seededRandom(seed, `call ${number}`);
  const facts = KINDS[kind];
  const first = people.length === 0 ? 0 : random.below(people.length);
  const others =
    people.length === 0
      ? []
      : Array.from({ length: facts.people }, (_, index) => people[(first + index) % people.length] as Person);
  return {
    uuid: derivedUuid(seed, `call ${number}`),
    at: FIRST + number * 5 * HOUR + random.below(3600) * 1000,
    seconds: facts.lasts ? 1 + random.below(3600) : 0,
    kind,
    // FaceTime also uses e-mail addresses.
    handles: others.map(({ phone, email }) => (kind === 'facetime-audio' ? email : phone)),
    name: others.length === 1 ? `${others[0]?.first} ${others[0]?.last}` : null,
  };
}

/** Writes rows of ZCALLRECORD and, if it exists, the table of participants. */
class RecordWriter {
  readonly #records: RowWriter;
  readonly #handles: RowWriter;
  readonly #participants: RowWriter;
  readonly #handleKeys = new Map<string, number>();
  readonly #seed: Seed;

  constructor(db: DatabaseSync, seed: Seed) {
    this.#seed = seed;
    this.#records = new RowWriter(db, 'ZCALLRECORD', { Z_ENT: 2, Z_OPT: 1 });
    this.#handles = new RowWriter(db, 'ZHANDLE', { Z_ENT: 4, Z_OPT: 1 });
    this.#participants = new RowWriter(db, 'Z_2REMOTEPARTICIPANTHANDLES');
  }

  write(call: Omit<WrittenCall, 'rowId'>): number {
    const facts: KindFacts = KINDS[call.kind];
    const [handle = null, ...others] = call.handles;
    const hasTable = this.#handles.exists;
    // Up to iOS 11 the address is a blob. Later releases have the addresses of groups and apps in the table of
    // participants only.
    const address = handle === null || (hasTable && (others.length > 0 || facts.type === 0)) ? null : handle;
    const rowId = this.#records.insert({
      ZUNIQUE_ID: call.uuid,
      ZDATE: appleSeconds(call.at),
      ZDURATION: call.seconds,
      ZADDRESS: address === null || hasTable ? address : Buffer.from(address),
      ZNAME: call.name,
      ZORIGINATED: facts.originated,
      ZANSWERED: facts.answered,
      ZREAD: 1,
      ZCALLTYPE: facts.type,
      ZCALL_CATEGORY: facts.category,
      ZSERVICE_PROVIDER: facts.provider,
      ZHANDLE_TYPE: handle?.includes('@') === true ? EMAIL : PHONE_NUMBER,
      ZDISCONNECTED_CAUSE: facts.cause,
      ZISO_COUNTRY_CODE: 'us',
      ZLOCATION: call.seconds % 2 === 0 ? NO_LOCATION : 'San Francisco, CA',
      ZNUMBER_AVAILABILITY: 0,
      ZLOCALPARTICIPANTUUID: derivedBytes(this.#seed, 'line', 16),
      ...facts.more,
    });
    if (hasTable) {
      for (const value of call.handles) {
        const handleKey = this.#handleKey(value);
        this.#participants.insert({ Z_2REMOTEPARTICIPANTCALLS: rowId, Z_4REMOTEPARTICIPANTHANDLES: handleKey });
      }
    }
    return rowId;
  }

  #handleKey(value: string): number {
    let key = this.#handleKeys.get(value);
    if (key === undefined) {
      key = this.#handles.insert({
        ZVALUE: value,
        ZNORMALIZEDVALUE: value,
        ZTYPE: value.includes('@') ? EMAIL : PHONE_NUMBER,
      });
      this.#handleKeys.set(value, key);
    }
    return key;
  }
}

/** Bits of `call.flags`. */
const OUTGOING_FLAG = 1;
const PHONE_FLAG = 4;

function oldCallWriter(db: DatabaseSync): (call: Omit<WrittenCall, 'rowId'>) => number {
  const writer = new RowWriter(db, 'call');
  return ({ at, seconds, kind, handles, name }) =>
    writer.insert({
      address: handles[0] ?? '',
      date: at / 1000,
      duration: seconds,
      flags: PHONE_FLAG + (KINDS[kind].originated === 1 ? OUTGOING_FLAG : 0),
      id: -1,
      name,
      country_code: '310',
      network_code: '260',
      read: 1,
    });
}

/**
 * Writes CallHistory.storedata (call_history.db for iOS 6) at `path`, replacing an existing file. The same spec gives
 * the same bytes.
 */
export function writeCallsDatabase(path: string, spec: CallsSpec): CallsTruth {
  const generation = spec.generation ?? 18;
  const people = peopleOf(spec.seed, spec.people ?? 20);
  const kinds = generation === 6 ? OLD_KINDS : ALL_KINDS;
  return writeDatabase(path, callsSchema(generation), (db) => {
    const records = generation === 6 ? null : new RecordWriter(db, spec.seed);
    const write = records === null ? oldCallWriter(db) : records.write.bind(records);
    const calls: WrittenCall[] = [];
    const from = spec.from ?? 0;
    for (let number = from; number < from + spec.calls; number++) {
      const call = planCall(number, kinds[number % kinds.length] as CallKind, spec.seed, people);
      calls.push({ ...call, rowId: write(call) });
    }
    return { calls };
  });
}
