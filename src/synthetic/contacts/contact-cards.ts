import { appleSeconds } from '../encoders/apple-time.ts';
import type { Row } from '../encoders/row-writer.ts';
import { OWNER, type Person } from '../people.ts';
import { PROPERTY } from './contacts-schema.ts';

/** One value of a multi-value property. */
interface CardValue {
  readonly property: (typeof PROPERTY)[keyof typeof PROPERTY];
  /** Built-in labels are wrapped (`_$!<Home>!$_`), custom ones are not; null for no label. */
  readonly label: string | null;
  readonly value: string | null;
  /** Parts of an address, instant message account or social profile. */
  readonly entries?: Readonly<Record<string, string>>;
}

/** A card to write. */
export interface Card {
  /** Columns of ABPerson. */
  readonly fields: Row;
  readonly values: readonly CardValue[];
  readonly hasPhoto: boolean;
}

/** Value of `Birthday`: seconds since 2001 as text. The year 1604 means that no year was given. */
export function birthday(year: number | null, month: number, day: number): string {
  return String(appleSeconds(Date.UTC(year ?? 1604, month - 1, day, 12))) + '.0';
}

const MOBILE = '_$!<Mobile>!$_';
const HOME = '_$!<Home>!$_';
const WORK = '_$!<Work>!$_';

/** A phone number in one of the formats that people type. */
function asTyped(phone: string, index: number): string {
  if (!phone.startsWith('+1')) return phone;
  const [area, office, line] = [phone.slice(2, 5), phone.slice(5, 8), phone.slice(8)];
  switch (index % 4) {
    case 0:
      return phone;
    case 1:
      return `(${area}) ${office}-${line}`;
    case 2:
      return `${area}.${office}.${line}`;
    default:
      return `+1\u00a0${area} ${office}-${line}`;
  }
}

/** The card of a person. Other properties than names, number and e-mail address alternate with the index. */
export function personCard(person: Person): Card {
  const { index } = person;
  const values: CardValue[] = [
    {
      property: PROPERTY.phone,
      label: [MOBILE, 'iPhone', null, 'Ferienhaus ☎️'][index % 4] ?? null,
      value: asTyped(person.phone, index),
    },
    {
      property: PROPERTY.email,
      label: index % 2 === 0 ? HOME : null,
      value: index % 3 === 0 ? person.email.toUpperCase() : person.email,
    },
  ];
  if (index % 3 === 0) {
    const address = {
      Street: `${String(index + 1)} Harbour Street\nFlat ${String(index % 7)}`,
      City: 'Łódź',
      State: 'CA',
      ZIP: '0' + String(1000 + index),
      Country: 'Poland',
      CountryCode: 'pl',
    };
    values.push({ property: PROPERTY.address, label: HOME, value: null, entries: address });
  }
  if (index % 5 === 0) {
    values.push(
      { property: PROPERTY.url, label: '_$!<HomePage>!$_', value: `https://example.com/~person${String(index)}` },
      { property: PROPERTY.relatedName, label: '_$!<Mother>!$_', value: 'María' },
      { property: PROPERTY.date, label: '_$!<Anniversary>!$_', value: birthday(2010, 6, 1 + (index % 28)) },
    );
  }
  if (index % 7 === 0) {
    values.push(
      {
        property: PROPERTY.instantMessage,
        label: HOME,
        value: null,
        entries: { service: 'Jabber', username: person.email },
      },
      {
        property: PROPERTY.socialProfile,
        label: null,
        value: null,
        entries: {
          service: 'twitter',
          username: `p${String(index)}`,
          url: `https://example.com/@p${String(index)}`,
          displayname: person.first,
        },
      },
    );
  }
  return {
    hasPhoto: index % 2 === 0,
    values,
    fields: {
      First: person.first,
      Last: index % 11 === 10 ? null : person.last,
      Middle: index % 8 === 3 ? 'Q.' : null,
      FirstPhonetic: person.firstPhonetic,
      LastPhonetic: person.lastPhonetic,
      Nickname: index % 9 === 4 ? `${person.first}-chan` : null,
      Prefix: index % 10 === 5 ? 'Dr.' : null,
      Suffix: index % 13 === 6 ? 'Jr.' : null,
      Organization: index % 6 === 2 ? 'Example Works GmbH' : null,
      JobTitle: index % 6 === 2 ? 'Engineer' : null,
      Department: index % 12 === 2 ? 'R&D' : null,
      Note: index % 4 === 1 ? `Met at the <b>café</b>; likes 🍋\nSecond line of ${person.first}` : null,
      Birthday:
        index % 3 === 1
          ? birthday(index % 6 === 1 ? null : 1970 + (index % 40), 1 + (index % 12), 1 + (index % 28))
          : null,
      Kind: 0,
    },
  };
}

/** A company without a person's name. */
export function companyCard(index: number): Card {
  return {
    hasPhoto: false,
    fields: { Organization: `Company ${String(index)} & Sons`, Kind: 1 },
    values: [
      { property: PROPERTY.phone, label: '_$!<Main>!$_', value: `+1415555${String(9000 + index)}` },
      { property: PROPERTY.phone, label: '_$!<WorkFAX>!$_', value: `+1415555${String(9500 + index)}` },
      { property: PROPERTY.email, label: WORK, value: `office${String(index)}@example.org` },
    ],
  };
}

/** The "me" card of the owner of the phone. */
export const OWNER_CARD: Card = {
  hasPhoto: true,
  fields: { First: OWNER.first, Last: OWNER.last, Kind: 0, Birthday: birthday(1988, 2, 29) },
  values: [
    { property: PROPERTY.phone, label: MOBILE, value: OWNER.phone },
    { property: PROPERTY.email, label: HOME, value: OWNER.email },
  ],
};
