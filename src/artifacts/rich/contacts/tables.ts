import type { AlternateBirthday } from '../../../model/alternate-birthday.ts';
import { boolean, handle, integer, json, table, text, time } from '../../../model/columns.ts';
import type { HandleKind } from '../../../model/handle.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** A value with its label: `Mobile`, `Home`, or a custom label. */
export type Labelled = { readonly label: string | null; readonly value: string };

/** A structured value such as an address or a profile, with fields in lower camel case (`street`, `zip`, `service`). */
export type LabelledFields = { readonly label: string | null; readonly [field: string]: string | null };

/** A labelled day, with or without a year: `2014-05-01`, `--05-01`. */
export type LabelledDate = { readonly label: string | null; readonly date: string };

/** One card of the address book. Linked cards of a person are shown as one contact. */
export type SourceCard = {
  readonly rowid: number;
  readonly guid: string | null;
  readonly account: string | null;
  readonly displayName: string | null;
  /** Why it belongs to the contact: the only card, or linked by `PersonLink`. */
  readonly merged: 'only' | 'PersonLink';
  readonly personLink: number | null;
};

/** Reference to a contact's picture, a row of the image database. */
export type PhotoReference = {
  readonly store: 'images';
  readonly table: 'ABFullSizeImage' | 'ABThumbnailImage';
  readonly recordId: number;
  /** Size format of a thumbnail. */
  readonly format: number | null;
  /** True if `ABThumbnailImage` also has a small picture. */
  readonly hasThumbnail: boolean;
};

/** People and companies: one row per person, with linked cards merged. */
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
    alternateBirthday: json<AlternateBirthday>('Birthday in another calendar system.'),
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

/** Contacts by phone number or e-mail address. */
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

/** Tables of the Contacts artifact. */
export const contactTables = { contacts: contactsTable, contact_handles: contactHandles };
