import { boolean, handle, integer, json, table, text, time } from '../../../model/columns.ts';
import type { HandleKind } from '../../../model/handle.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** A value and what it is called: `Mobile`, `Home`, or the user's own words. */
export type Labelled = { readonly label: string | null; readonly value: string };

/** A structured value: an address, a profile, an account; the fields in lower camel case (`street`, `zip`, `service`). */
export type LabelledFields = { readonly label: string | null; readonly [field: string]: string | null };

/** A day of the year or of one year: `2014-05-01`, `--05-01`. */
export type LabelledDate = { readonly label: string | null; readonly date: string };

/** One card of the address book. Several of one person are linked on the phone, and shown as one. */
export type SourceCard = {
  readonly rowid: number;
  readonly guid: string | null;
  readonly account: string | null;
  readonly displayName: string | null;
  /** Why it belongs to the contact: it is the only one, or linked by `PersonLink`. */
  readonly merged: 'only' | 'PersonLink';
  readonly personLink: number | null;
};

/** Where the picture of a contact is kept: a row of the image database, never its bytes. */
export type PhotoReference = {
  readonly store: 'images';
  readonly table: 'ABFullSizeImage' | 'ABThumbnailImage';
  readonly recordId: number;
  /** Which of its sizes, of a thumbnail. */
  readonly format: number | null;
  /** `ABThumbnailImage` has a small picture too. */
  readonly hasThumbnail: boolean;
};

/** People and companies: one row per human, whose linked cards are merged. */
export const contactsTable = table({
  primaryKey: ['key'],
  columns: {
    key: text('`p` and the lowest ROWID of its cards.'),
    displayName: text('How the contact is called.'),
    firstName: text('First name.'),
    middleName: text('Middle name.'),
    lastName: text('Last name.'),
    prefix: text('Title before the name.'),
    suffix: text('What follows the name.'),
    nickname: text('Nickname.'),
    firstPhonetic: text('How the first name is spoken.'),
    middlePhonetic: text('How the middle name is spoken.'),
    lastPhonetic: text('How the last name is spoken.'),
    previousFamilyName: text('Earlier family name.'),
    company: text('Company.'),
    companyPhonetic: text('How the company is spoken.'),
    department: text('Department.'),
    jobTitle: text('Job title.'),
    isCompany: boolean('It is a company rather than a person.'),
    note: text('Note.'),
    birthday: text('YYYY-MM-DD, or --MM-DD without a year.'),
    phones: json<readonly Labelled[]>('Phone numbers.'),
    emails: json<readonly Labelled[]>('E-mail addresses.'),
    addresses: json<readonly LabelledFields[]>('Postal addresses.'),
    urls: json<readonly Labelled[]>('Web pages.'),
    profiles: json<readonly LabelledFields[]>('Accounts of social networks.'),
    ims: json<readonly LabelledFields[]>('Accounts of instant messengers.'),
    relations: json<readonly Labelled[]>('Related people.'),
    dates: json<readonly LabelledDate[]>('Anniversaries and other days.'),
    groups: json<readonly string[]>('Groups it is in.'),
    account: text('Account it is kept in.'),
    isOwner: boolean('The card of the owner of the phone.'),
    photo: json<PhotoReference>('Where its picture is.'),
    cards: json<readonly SourceCard[]>('The cards it was merged from.'),
    createdAt: time('When the oldest card was made.'),
    modifiedAt: time('When a card was last changed.'),
    sourceKey: integer('Lowest ROWID of its cards.'),
  },
  indexes: [['displayName']],
  sourceRows: ({ cards }) =>
    sourceRows(
      'db',
      'ABPerson',
      'ROWID',
      (cards ?? []).map(({ rowid }) => rowid),
    ),
});

/** Whom a phone number or e-mail address belongs to. */
export const contactHandles = table({
  primaryKey: ['contact', 'handleKey'],
  columns: {
    contact: text('Key of the contact.'),
    handleKey: text('Canonical form of the handle.'),
    kind: text<HandleKind>('phone, short-code, email or other.'),
    value: handle('As the address book has it.'),
    label: text('What it is called.'),
  },
  indexes: [['handleKey']],
});

/** Every table of the Contacts artifact. */
export const contactTables = { contacts: contactsTable, contact_handles: contactHandles };
