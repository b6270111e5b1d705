import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { type LostMessage, msg, type NoteMessage } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { handleKey, handleKind } from '../../../model/handle.ts';
import type { ExtractContext, Extracted, SearchDocument } from '../../kit/artifact.ts';
import { type Lost, SourceTable } from '../../kit/source-table.ts';
import { readAccounts, readGroups } from './accounts.ts';
import { linkCards, readCards, readPreferred } from './cards.ts';
import { type AddressBook, type ContactRow, mergeCards } from './merge.ts';
import { readPhotos } from './photos.ts';
import type { contactTables, Labelled, LabelledFields, PhotoReference } from './tables.ts';
import { readValues } from './values.ts';

type Context = Pick<ExtractContext<'db'>, 'region' | 'note' | 'found' | 'lost'>;
type Output = Extracted<typeof contactTables>;

/**
 * Reads an address book. Each person is one contact, ordered by the lowest ROWID of their cards.
 *
 * @param images the picture databases of the address book
 * @throws UNSUPPORTED_SCHEMA if there is no table of people
 */
export function* extractContacts(db: SqlDatabase, images: readonly SqlDatabase[], context: Context): Generator<Output> {
  const note = (note: NoteMessage): void => context.note(note);
  const lost = (reason: LostMessage): void => context.lost(reason);
  const people = new SourceTable(db, 'ABPerson', lost);
  if (!people.exists) throw new DomainError('UNSUPPORTED_SCHEMA', msg('detail.address-book-without-people'));
  const total = people.count();
  if (total !== null) context.found(total);
  const cards = readCards(people, lost);
  const book: AddressBook = {
    values: readValues(db, note, lost),
    groups: readGroups(db, lost),
    accounts: readAccounts(db, lost),
    photos: readAllPhotos(images, lost),
    pictured: readPreferred(db, 'PreferredImagePersonID', lost),
  };
  for (const linked of linkCards(cards, readPreferred(db, 'PreferredNamePersonID', lost))) {
    const contact = mergeCards(linked, book);
    if (linked.length > 1) context.note(msg('note.merged-cards'), linked.length - 1);
    yield ['contacts', contact, searchDocument(contact)];
    yield* handlesOf(contact, context.region);
  }
}

function readAllPhotos(images: readonly SqlDatabase[], lost: Lost): ReadonlyMap<number, PhotoReference> {
  const photos = new Map<number, PhotoReference>();
  for (const db of images) {
    for (const [card, photo] of readPhotos(db, lost)) photos.set(card, photo);
  }
  return photos;
}

function* handlesOf(contact: ContactRow, region: string | null): Generator<Output> {
  const seen = new Set<string>();
  const handles: readonly Labelled[] = [...(contact.phones ?? []), ...(contact.emails ?? [])];
  for (const { value, label } of handles) {
    const key = handleKey(value, region);
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    const row = { contact: contact.key, handleKey: key, kind: handleKind(value.trim()), value, label };
    yield ['contact_handles', row];
  }
}

function searchDocument(contact: ContactRow): SearchDocument {
  const { firstName, middleName, lastName, nickname, previousFamilyName } = contact;
  const names = [firstName, middleName, lastName, nickname, previousFamilyName];
  const phonetics = [contact.firstPhonetic, contact.middlePhonetic, contact.lastPhonetic, contact.companyPhonetic];
  const work = [contact.company, contact.department, contact.jobTitle];
  const handles = [...(contact.phones ?? []), ...(contact.emails ?? [])].map(({ value }) => value);
  const places = (contact.addresses ?? []).map(fieldsOf);
  const accounts = [...(contact.urls ?? []), ...(contact.profiles ?? []), ...(contact.ims ?? [])].map(fieldsOf);
  const relations = (contact.relations ?? []).map(({ value }) => value);
  const parts = [...names, ...phonetics, ...work, ...handles, ...places, ...accounts, ...relations, contact.note];
  const also = parts.filter((part) => part !== null && part !== '');
  return {
    text: contact.displayName ?? '',
    also: also.join('\n'),
    at: null,
    payload: { company: contact.company, isCompany: contact.isCompany },
  };
}

/** The fields of an address or account as a line, as it would be written. */
function fieldsOf({ label: _label, countryCode: _code, ...fields }: LabelledFields): string {
  return Object.values(fields)
    .filter((field) => field !== null && field !== '')
    .join(' ');
}
