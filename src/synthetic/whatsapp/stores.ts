import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import type { Person } from '../people.ts';
import { seededRandom } from '../random.ts';
import { spanOf } from './dates.ts';
import type { WhatsappGeneration } from './schema.ts';
import { lidOf, partnerName, phoneJidOf } from './sessions.ts';
import type { WhatsappSpec, WrittenSession } from './truth.ts';

/** One call per this number of messages. */
const MESSAGES_PER_CALL = 25;

/** Writes push names and the properties of chats by address. */
export function writeFacts(db: DatabaseSync, people: readonly Person[], generation: WhatsappGeneration): void {
  const names = new RowWriter(db, 'ZWAPROFILEPUSHNAME');
  const pictures = new RowWriter(db, 'ZWAPROFILEPICTUREITEM');
  const mutes = new RowWriter(db, 'ZWACHATPUSHCONFIG');
  for (const person of people) {
    const jid = generation === 'lid' ? lidOf(person) : phoneJidOf(person);
    names.insert({ ZJID: jid, ZPUSHNAME: `${person.first} ✨` });
    pictures.insert({
      ZJID: jid,
      ZPATH: `Media/Profile/${person.phone.slice(1)}-1700000000`,
      ZPICTUREID: '1700000000',
    });
    if (person.index % 5 === 2)
      mutes.insert({ ZJID: jid, ZMUTEDUNTIL: person.index % 10 === 2 ? 63_113_904_000 : 800_000_000 });
  }
  const last = people.at(-1);
  if (last !== undefined) new RowWriter(db, 'ZWABLACKLISTITEM').insert({ ZJID: phoneJidOf(last) });
}

/** Writes the address book of the app. */
export function writeContacts(db: DatabaseSync, people: readonly Person[]): void {
  const contacts = new RowWriter(db, 'ZWAADDRESSBOOKCONTACT');
  for (const person of people) {
    // People who are shown by their number are not in the address book.
    if (partnerName(person).startsWith('\u200e')) continue;
    contacts.insert({
      ZFULLNAME: `${person.first} ${person.last}`,
      ZGIVENNAME: person.first,
      ZLASTNAME: person.last,
      ZPHONENUMBER: person.phone,
      ZPHONENUMBERLABEL: '_$!<Mobile>!$_',
      // Some rows have no server part.
      ZWHATSAPPID: person.index % 4 === 0 ? person.phone.slice(1) : phoneJidOf(person),
      ZLID: person.index % 2 === 0 ? lidOf(person) : null,
      // A blob in a text column, as some versions write it.
      ZABOUTTEXT: Buffer.from(`Hey there! I am ${person.first}.`),
      ZDISAPPEARINGMODEDURATION: person.index % 3 === 0 ? 86_400 : 0,
    });
  }
}

/** Writes the numbers of LIDs: half of them as pairs, half as accounts. */
export function writeLids(db: DatabaseSync, people: readonly Person[]): void {
  const pairs = new RowWriter(db, 'ZWAPHONENUMBERLIDPAIR');
  const accounts = new RowWriter(db, 'ZWAZACCOUNT');
  for (const person of people) {
    const lid = lidOf(person);
    if (person.index % 2 === 1)
      pairs.insert({ ZLID: lid.slice(0, -4), ZPHONENUMBER: person.phone.slice(1), ZTIMESTAMP: 700_000_000 });
    else accounts.insert({ ZIDENTIFIER: lid, ZPHONENUMBER: person.phone.slice(1), ZDISPLAYNAME: person.first });
  }
}

/** Writes the call log and returns the number of calls. */
export function writeCalls(db: DatabaseSync, spec: WhatsappSpec, sessions: readonly WrittenSession[]): number {
  const random = seededRandom(spec.seed, 'whatsapp calls');
  const aggregates = new RowWriter(db, 'ZWAAGGREGATECALLEVENT');
  const events = new RowWriter(db, 'ZWACDCALLEVENT');
  const participants = new RowWriter(db, 'ZWACDCALLEVENTPARTICIPANT');
  const open = sessions.filter(({ kind, isRemoved }) => (kind === 'direct' || kind === 'group') && !isRemoved);
  const count = Math.ceil(spec.size / MESSAGES_PER_CALL);
  const start = appleSeconds(spanOf(spec).start);
  for (let index = 0; index < count; index++) {
    const session = random.pick(open);
    const incoming = Number(random.chance(0.5));
    const outcome = random.pick([0, 0, 0, 1, 2, 4]);
    const date = start + index * 3600;
    // The keys of aggregates and calls differ, so that a wrong join is noticed.
    const aggregate = aggregates.insert({
      Z_PK: 1000 + index,
      ZINCOMING: incoming,
      ZMISSED: Number(outcome === 1 && incoming === 1),
      ZVIDEO: index % 2,
      ZFIRSTDATE: date,
    });
    events.insert({
      ZCALLIDSTRING: `CALL${String(index)}`,
      ZDATE: date,
      ZDURATION: outcome === 0 ? 60 + index : 0,
      ZOUTCOME: outcome,
      ZBYTESSENT: 1000,
      ZBYTESRECEIVED: 2000,
      Z1CALLEVENTS: aggregate,
      ZGROUPJIDSTRING: session.kind === 'group' ? session.jid : null,
      ZGROUPCALLCREATORUSERJIDSTRING: session.kind === 'group' ? (session.members[0]?.jid ?? null) : null,
    });
    for (const { jid } of session.members)
      participants.insert({ ZJIDSTRING: jid, Z1PARTICIPANTS: aggregate, ZOUTCOME: outcome });
  }
  return count;
}
