import type { DatabaseSync } from 'node:sqlite';
import { APPLE_EPOCH_SECONDS } from '../encoders/apple-time.ts';
import { writeDatabase } from '../encoders/database-writer.ts';
import { gradient } from '../encoders/images.ts';
import { writeJpeg } from '../encoders/jpeg-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { type Person, peopleOf } from '../people.ts';
import { derivedUuid, type Seed } from '../random.ts';
import { storyFace } from '../story/media.ts';
import { storyCard } from '../story/retell.ts';
import { type Card, companyCard, OWNER_CARD, personCard } from './contact-cards.ts';
import { CONTACT_IMAGES_SCHEMA, CONTACTS_INDEXES_AND_TRIGGERS, CONTACTS_TABLES, PROPERTY } from './contacts-schema.ts';

/** Contents of the address book to write. */
export interface ContactsSpec {
  readonly seed: Seed;
  /** Number of people with a card. Messages of the same seed come from the same people. */
  readonly people: number;
  /** Creation time of the cards in UTC milliseconds. Default: a day in 2025. */
  readonly date?: number;
  /** True for faces instead of gradients. */
  readonly story?: boolean;
}

/** A written card. */
export interface WrittenCard {
  readonly rowId: number;
  readonly fields: Card['fields'];
  readonly values: Card['values'];
  readonly hasPhoto: boolean;
  /** Null for a company and for the owner. */
  readonly person: Person | null;
  /** Row of ABPersonLink; −1 for an unlinked card. */
  readonly personLink: number;
}

/** Contents of the two written databases, for tests. */
export interface ContactsTruth {
  readonly cards: readonly WrittenCard[];
  /** Rows of ABPerson. */
  readonly total: number;
  readonly ownerRowId: number;
  readonly photos: number;
  readonly groups: readonly { readonly name: string; readonly members: readonly number[] }[];
  /** Pairs of cards of the same person. */
  readonly linked: readonly (readonly [number, number])[];
}

/** Every n-th person has a second, linked card in another account. */
const LINKED_EVERY = 10;
/** One company per this number of people. */
const PEOPLE_PER_COMPANY = 8;

const DEFAULT_DATE = Date.UTC(2025, 5, 1);

const PHOTO_SIZE = 64;

/** The portrait of a card. */
function portrait(rowId: number): Buffer {
  return writeJpeg(PHOTO_SIZE, PHOTO_SIZE, gradient((rowId * 47) % 360, PHOTO_SIZE));
}

/** Returns a function that inserts a text once and returns its rowid (ABMultiValueLabel, ABMultiValueEntryKey). */
function numbered(db: DatabaseSync, table: string): (value: string) => number {
  const writer = new RowWriter(db, table);
  const known = new Map<string, number>();
  return (value) => {
    const rowId = known.get(value) ?? writer.insert({ value });
    known.set(value, rowId);
    return rowId;
  };
}

/** Writes cards with their related rows. */
class CardWriter {
  readonly cards: WrittenCard[] = [];
  readonly #seed: Seed;
  readonly #created: number;
  readonly #people: RowWriter;
  readonly #values: RowWriter;
  readonly #entries: RowWriter;
  readonly #lastFour: RowWriter;
  readonly #label: (value: string) => number;
  readonly #key: (value: string) => number;
  #valueCount = 0;

  constructor(db: DatabaseSync, spec: ContactsSpec) {
    this.#seed = spec.seed;
    this.#created = Math.floor((spec.date ?? DEFAULT_DATE) / 1000) - APPLE_EPOCH_SECONDS;
    this.#people = new RowWriter(db, 'ABPerson');
    this.#values = new RowWriter(db, 'ABMultiValue');
    this.#entries = new RowWriter(db, 'ABMultiValueEntry');
    this.#lastFour = new RowWriter(db, 'ABPhoneLastFour');
    this.#label = numbered(db, 'ABMultiValueLabel');
    this.#key = numbered(db, 'ABMultiValueEntryKey');
  }

  write(
    card: Card,
    options: { person?: Person; personLink?: number; storeId?: number; preferred?: boolean } = {},
  ): WrittenCard {
    const rowId = this.cards.length + 1;
    const personLink = options.personLink ?? -1;
    this.#people.insert({
      ...card.fields,
      ROWID: rowId,
      CreationDate: this.#created + rowId,
      ModificationDate: this.#created + rowId * 2,
      StoreID: options.storeId ?? 0,
      PersonLink: personLink,
      IsPreferredName: Number(options.preferred ?? true),
      guid: `${derivedUuid(this.#seed, `card ${String(rowId)}`)}:ABPerson`,
    });
    for (const [identifier, { property, label, value, entries }] of card.values.entries()) {
      // UIDs start at 1000 so that tests notice when they are confused with record ids.
      const uid = 1000 + this.#valueCount++;
      this.#values.insert({
        UID: uid,
        record_id: rowId,
        property,
        identifier,
        label: label === null ? null : this.#label(label),
        value,
        guid: derivedUuid(this.#seed, `value ${String(uid)}`),
      });
      if (property === PROPERTY.phone && value !== null) {
        this.#lastFour.insert({ multivalue_id: uid, value: value.replace(/\D/g, '').slice(-4) });
      }
      for (const [key, text] of Object.entries(entries ?? {})) {
        this.#entries.insert({ parent_id: uid, key: this.#key(key), value: text });
      }
    }
    const written = { rowId, personLink, person: options.person ?? null, ...card };
    this.cards.push(written);
    return written;
  }
}

function writeAccounts(db: DatabaseSync, seed: Seed, ownerRowId: number): void {
  const guid = (label: string): string => derivedUuid(seed, label);
  new RowWriter(db, '_SqliteDatabaseProperties').insert({ key: '_ClientVersion', value: '84' });
  new RowWriter(db, 'ABAccount').insert({
    AccountIdentifier: guid('icloud'),
    DefaultSourceID: 1,
    guid: guid('account'),
  });
  const stores = new RowWriter(db, 'ABStore');
  const store = { Type: 0, Enabled: 1, MeIdentifier: ownerRowId };
  stores.insert({ ...store, ROWID: 0, StoreInternalIdentifier: 'local', AccountID: -1, guid: guid('store 0') });
  stores.insert({
    ...store,
    ROWID: 1,
    Name: 'Card',
    StoreInternalIdentifier: 'icloud',
    AccountID: 1,
    MeIdentifier: -1,
    guid: guid('store 1'),
  });
}

function writeGroups(db: DatabaseSync, seed: Seed, cards: readonly WrittenCard[]): ContactsTruth['groups'] {
  const groups = new RowWriter(db, 'ABGroup');
  const members = new RowWriter(db, 'ABGroupMembers');
  const plan = [
    { name: 'Family ❤️', every: 6 },
    { name: 'Work', every: 9 },
    { name: 'Empty', every: Number.POSITIVE_INFINITY },
  ];
  return plan.map(({ name, every }, index) => {
    const groupId = groups.insert({ Name: name, StoreID: 0, guid: derivedUuid(seed, `group ${String(index)}`) });
    const ids = cards.filter(({ rowId }) => rowId % every === 0).map(({ rowId }) => rowId);
    for (const memberId of ids) members.insert({ group_id: groupId, member_type: 0, member_id: memberId });
    return { name, members: ids };
  });
}

function writeImages(path: string, cards: readonly WrittenCard[], isStory: boolean): number {
  const schema = ['PRAGMA page_size = 8192; PRAGMA auto_vacuum = 1', CONTACT_IMAGES_SCHEMA];
  return writeDatabase(path, schema, (db) => {
    const thumbnails = new RowWriter(db, 'ABThumbnailImage');
    const fullSize = new RowWriter(db, 'ABFullSizeImage');
    const withPhoto = cards.filter(({ hasPhoto }) => hasPhoto);
    for (const { rowId } of withPhoto) {
      const data = (isStory ? storyFace(rowId) : null) ?? portrait(rowId);
      thumbnails.insert({ record_id: rowId, format: 0, derived_from_format: 5, data });
      fullSize.insert({ record_id: rowId, crop_x: 0, crop_y: 0, crop_width: PHOTO_SIZE, data });
    }
    return withPhoto.length;
  });
}

/**
 * Writes AddressBook.sqlitedb and AddressBookImages.sqlitedb, replacing existing files. Card 1 is the owner's. The same
 * spec gives the same bytes.
 */
export function writeContactsDatabase(path: string, imagesPath: string, spec: ContactsSpec): ContactsTruth {
  return writeDatabase(path, CONTACTS_TABLES, (db) => {
    const writer = new CardWriter(db, spec);
    const told = (card: Card, index: number): Card => (spec.story === true ? storyCard(card, index) : card);
    const owner = writer.write(OWNER_CARD);
    const links = new RowWriter(db, 'ABPersonLink');
    const linked: [number, number][] = [];
    for (const person of peopleOf(spec.seed, spec.people)) {
      const card = told(personCard(person), person.index);
      if (person.index % LINKED_EVERY !== LINKED_EVERY - 1) {
        writer.write(card, { person });
        continue;
      }
      const rowId = writer.cards.length + 1;
      const guid = derivedUuid(spec.seed, `link ${String(rowId)}`);
      const personLink = links.insert({ PreferredNamePersonID: rowId, PreferredImagePersonID: rowId, guid });
      const first = writer.write(card, { person, personLink });
      const second = { ...card, hasPhoto: false, values: card.values.slice(1) };
      linked.push([first.rowId, writer.write(second, { person, personLink, storeId: 1, preferred: false }).rowId]);
    }
    for (let index = 0; index < spec.people; index += PEOPLE_PER_COMPANY) {
      const company = index / PEOPLE_PER_COMPANY;
      writer.write(told(companyCard(company), company));
    }
    writeAccounts(db, spec.seed, owner.rowId);
    const groups = writeGroups(db, spec.seed, writer.cards);
    for (const statement of CONTACTS_INDEXES_AND_TRIGGERS) db.exec(statement);
    const photos = writeImages(imagesPath, writer.cards, spec.story === true);
    return { cards: writer.cards, total: writer.cards.length, ownerRowId: owner.rowId, photos, groups, linked };
  });
}
