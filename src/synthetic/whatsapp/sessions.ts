import type { DatabaseSync } from 'node:sqlite';
import { APPLE_EPOCH_SECONDS } from '../encoders/apple-time.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import type { Person } from '../people.ts';
import type { WhatsappGeneration } from './schema.ts';
import type { WhatsappSessionKind, WrittenSession } from './truth.ts';

/** JID of a person by phone number. */
export function phoneJidOf({ phone }: Person): string {
  return `${phone.slice(1)}@s.whatsapp.net`;
}

/** JID of a person that hides the phone number. */
export function lidOf({ index }: Person): string {
  return `${String(100_000_000_000_000 + index * 7_919)}@lid`;
}

/**
 * Name of a chat partner. For some people, as for those not in the address book, it is the number between direction
 * marks.
 */
export function partnerName(person: Person): string {
  return person.index % 6 === 5 ? `\u200e${person.phone}` : `${person.first} ${person.last}`;
}

/** Every n-th person has a second session from before the change to LIDs. */
const TWICE_EVERY = 7;
/** One group per this number of people. */
const PEOPLE_PER_GROUP = 4;
const GROUP_SIZE = 5;
const GROUP_NAMES = ['Climbing 🧗', 'Familie Größe', '読書会', '<b>House</b> & Garden', 'Neighbours'];

/** Groups of the demo that people look at. */
const STORY_GROUPS = [
  'Climbing 🧗',
  'Familie Größe',
  '読書会',
  'House & Garden',
  'Neighbours',
  'Italia 2025 🇮🇹',
  'Grandma’s 80th',
  'Choir',
  'Class of 2008',
  'Sunday run',
  'Kitchen project',
];

/** Writes chats and their members. */
export class SessionWriter {
  readonly sessions: WrittenSession[] = [];
  readonly #generation: WhatsappGeneration;
  readonly #created: number;
  readonly #isStory: boolean;
  readonly #rows: RowWriter;
  readonly #members: RowWriter;
  readonly #groups: RowWriter;

  /** @param created creation time of groups in UTC milliseconds */
  constructor(db: DatabaseSync, generation: WhatsappGeneration, created: number, isStory = false) {
    this.#generation = generation;
    this.#isStory = isStory;
    this.#created = Math.floor(created / 1000) - APPLE_EPOCH_SECONDS;
    this.#rows = new RowWriter(db, 'ZWACHATSESSION');
    this.#members = new RowWriter(db, 'ZWAGROUPMEMBER');
    this.#groups = new RowWriter(db, 'ZWAGROUPINFO');
  }

  /** Writes all chats of these people. */
  writeAll(people: readonly Person[]): void {
    for (const person of people) {
      if (this.#generation === 'lid' && person.index % TWICE_EVERY === 1) this.#direct(person, phoneJidOf(person));
      this.#direct(person, this.#jidOf(person));
    }
    for (let index = 0; index * PEOPLE_PER_GROUP < people.length; index++) this.#group(index, people);
    for (const person of people.slice(0, 3)) {
      const member = { pk: null, jid: phoneJidOf(person), person };
      this.#session('status', `${person.phone.slice(1)}@status`, partnerName(person), [member], { ZSESSIONTYPE: 3 });
    }
    this.#session('broadcast', '1700000000@broadcast', 'Party guests', [], { ZSESSIONTYPE: 2 });
    if (this.#generation === 'lid') {
      this.#session('channel', '120363000000000001@newsletter', 'Daily Lemon', [], { ZSESSIONTYPE: 5 });
    }
    const gone = { ZSESSIONTYPE: 1, ZREMOVED: 1, ZARCHIVED: 1 };
    this.#session('group', '120363999999999999@g.us', this.#isStory ? 'Flat hunting' : 'Deleted group', [], gone);
  }

  /** The JID a person writes with: a LID except for a few people. */
  #jidOf(person: Person): string {
    return this.#generation === 'lid' && person.index % 3 !== 2 ? lidOf(person) : phoneJidOf(person);
  }

  #direct(person: Person, jid: string): void {
    const identifier = jid.endsWith('@lid') ? phoneJidOf(person) : this.#generation === 'lid' ? lidOf(person) : null;
    // In real rows ZLASTMESSAGEDATE can be a placeholder in the far future, and the counter is mostly off by one.
    this.#session('direct', jid, partnerName(person), [{ pk: null, jid, person }], {
      ZSESSIONTYPE: 0,
      ZCONTACTIDENTIFIER: identifier,
      ZARCHIVED: Number(person.index % 8 === 3),
      ZPIN: person.index === 0 ? 700_000_000 : 0,
      ZSAVEDINPUT: person.index === 2 ? (this.#isStory ? 'Nehmen wir den um 8:12?' : 'Not sent yet') : null,
      ZLASTMESSAGEDATE: person.index % 9 === 4 ? 63_113_904_000 : 700_000_000,
    });
  }

  #group(index: number, people: readonly Person[]): void {
    const members = people.filter((_, at) => (at + index) % Math.ceil(people.length / GROUP_SIZE) === 0);
    const names = this.#isStory ? STORY_GROUPS : GROUP_NAMES;
    const title = `${names[index % names.length] as string}${index < names.length ? '' : ` ${String(index)}`}`;
    const pk = this.sessions.length + 1;
    const written = members.map((person, at) => {
      const jid = this.#jidOf(person);
      const memberPk = this.#members.insert({
        ZCHATSESSION: pk,
        ZMEMBERJID: jid,
        // Real rows have an empty string far more often than NULL.
        ZCONTACTNAME: at % 2 === 0 ? '' : `${person.first} ${person.last}`,
        ZFIRSTNAME: 'Bk2Lp',
        ZISACTIVE: Number(at % 4 !== 3),
        ZISADMIN: Number(at === 0),
      });
      return { pk: memberPk, jid, person };
    });
    const group = this.#groups.insert({
      ZCHATSESSION: pk,
      ZCREATIONDATE: this.#created + index * 1000,
      ZCREATORJID: written[0]?.jid ?? null,
      ZPICTUREPATH: `Media/Profile/120363${String(index).padStart(12, '0')}-1700000000`,
    });
    const jid = `120363${String(index).padStart(12, '0')}@g.us`;
    this.#session('group', jid, title, written, { ZSESSIONTYPE: 1, ZGROUPINFO: group });
  }

  #session(
    kind: WhatsappSessionKind,
    jid: string,
    title: string,
    members: WrittenSession['members'],
    columns: Readonly<Record<string, number | string | null>>,
  ): void {
    const pk = this.sessions.length + 1;
    const flags = { ZHIDDEN: 0, ZREMOVED: 0, ZARCHIVED: 0, ZUNREADCOUNT: pk % 3, ZFLAGS: 256, ...columns };
    this.#rows.insert({ Z_PK: pk, ZCONTACTJID: jid, ZPARTNERNAME: title, ZLASTMESSAGETEXT: 'CMPPodUGIAA=', ...flags });
    this.sessions.push({
      pk,
      kind,
      jid,
      title,
      members,
      isRemoved: flags.ZREMOVED === 1,
      isArchived: flags.ZARCHIVED === 1,
    });
  }
}
