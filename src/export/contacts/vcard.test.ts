import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import type { ContactView } from '../../contract/contacts.ts';
import { type VcardVersion, vcard } from './vcard.ts';

const EMPTY: ContactView = {
  key: 'p1',
  name: 'Anna Lind',
  company: null,
  isCompany: false,
  isOwner: false,
  phones: [],
  emails: [],
  hasPhoto: false,
  names: {},
  department: null,
  jobTitle: null,
  note: null,
  birthday: null,
  alternateBirthday: null,
  addresses: [],
  urls: [],
  other: {},
  groups: [],
  account: null,
  cards: [],
  createdAt: null,
  modifiedAt: null,
};

type Property = readonly [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];

/** Parsed by another library. */
function read(card: string): { of(name: string): Property[] } {
  const parsed = ICAL.parse(card) as unknown as [string, Property[]] | [string, Property[]][];
  const [, properties] = (typeof parsed[0] === 'string' ? parsed : parsed[0]) as [string, Property[]];
  return { of: (name) => properties.filter(([found]) => found === name) };
}

describe('vCard', () => {
  it.each([
    ['3.0', ['N:;;;;']],
    ['4.0', []],
  ] as const)('of a company has the name that version %s asks for', (version, expected) => {
    const company: ContactView = { ...EMPTY, name: 'Lind & Co', company: 'Lind & Co', isCompany: true };
    const lines = vcard(company, version, null).split('\r\n');
    expect(lines.filter((line) => line.startsWith('N:'))).toEqual(expected);
  });

  it('has the service of a messenger and the label of the account', () => {
    const accounts = [
      { service: 'Skype', username: 'anna lind', label: 'Home' },
      { service: 'Team; "A"', username: 'a', label: 'boat' },
      { username: 'b', label: null },
    ];
    const card = read(vcard({ ...EMPTY, other: { instantMessages: accounts } }, '3.0', null));
    expect(card.of('impp').map(([, parameters, , value]) => [parameters, value])).toEqual([
      [{ 'x-service-type': 'Skype', type: 'HOME' }, 'x-apple:anna%20lind'],
      [{ 'x-service-type': 'Team; "A"', group: 'item1' }, 'x-apple:a'],
      [{}, 'x-apple:b'],
    ]);
    expect(card.of('x-ablabel').map(([, , , value]) => value)).toEqual(['boat']);
  });

  it('has all fields, including custom labels', () => {
    const contact: ContactView = {
      ...EMPTY,
      names: { first: 'Anna', last: 'Lind; Berg', middle: null, prefix: 'Dr.', suffix: null, nickname: 'Ann,a' },
      company: 'Lind & Co, Ltd.',
      department: 'R;D',
      phones: [
        { label: 'Mobile', value: '+1 555 0100', text: '+1 555 0100' },
        { label: 'boat', value: '5', text: '5' },
        { label: 'HomeFAX', value: '+1 555 0101', text: '+1 555 0101' },
      ],
      emails: [{ label: 'Work', value: 'anna@example.com' }],
      addresses: [
        { label: 'Home', street: 'Main St 1\nBack', city: 'Springfield', zip: '12345', country: 'US', state: null },
      ],
      birthday: '--05-01',
      note: 'line 1\nline 2\\n; end',
      groups: ['a,b', 'c'],
      modifiedAt: Date.UTC(2024, 0, 2, 3, 4, 5),
    };
    const card = read(vcard(contact, '4.0', { bytes: Buffer.from([1, 2, 3]), contentType: 'image/jpeg' }));
    expect(card.of('n')[0]?.[3]).toEqual(['Lind; Berg', 'Anna', '', 'Dr.', '']);
    expect(card.of('org')[0]?.[3]).toEqual(['Lind & Co, Ltd.', 'R;D']);
    expect(card.of('tel').map(([, parameters, , value]) => [parameters['type'] ?? null, value])).toEqual([
      ['cell', '+1 555 0100'],
      [null, '5'],
      [['home', 'fax'], '+1 555 0101'],
    ]);
    expect(vcard(contact, '4.0', null)).toContain('item1.X-ABLabel:boat\r\n');
    expect(card.of('adr')[0]?.[3]).toEqual(['', '', 'Main St 1\nBack', 'Springfield', '', '12345', 'US']);
    expect(card.of('note')[0]?.[3]).toBe('line 1\nline 2\\n; end');
    expect(card.of('categories')[0]?.slice(3)).toEqual(['a,b', 'c']);
    expect(vcard(contact, '4.0', null)).toContain('BDAY:--0501\r\n');
    expect(vcard(contact, '3.0', null)).toContain('BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01\r\n');
    const lunar = { calendar: 'chinese', era: 78, year: 29, month: 4, isLeapMonth: true, day: 5, text: '2012-04L-05' };
    expect(vcard({ ...contact, alternateBirthday: lunar }, '3.0', null)).toContain(
      'X-ALTBDAY;CALSCALE=chinese:0078002904L05\r\n',
    );
    const yearless = { ...lunar, calendar: 'hebrew', era: null, year: null, isLeapMonth: false };
    expect(vcard({ ...contact, alternateBirthday: yearless }, '4.0', null)).toContain(
      'X-ALTBDAY;CALSCALE=hebrew:--0405\r\n',
    );
    expect(card.of('photo')[0]?.[3]).toBe('data:image/jpeg;base64,AQID');
    expect(vcard(contact, '3.0', { bytes: Buffer.from([1, 2, 3]), contentType: 'image/jpeg' })).toContain(
      'PHOTO;ENCODING=b;TYPE=JPEG:AQID\r\n',
    );
  });

  it('has profiles without a URL, dates without a year and sub-localities', () => {
    const contact: ContactView = {
      ...EMPTY,
      names: { middlePhonetic: 'Mah', companyPhonetic: 'Ack-mi' },
      addresses: [{ label: null, street: 'Rua 1', subLocality: 'Bairro Alto', city: 'Lisboa' }],
      other: {
        profiles: [
          { label: null, service: 'Twitter', username: 'ana', url: 'https://twitter.com/ana' },
          { label: null, service: 'GameCenter', displayname: 'Gamer' },
          { label: null, url: 'https://mastodon.example/@ana' },
        ],
        dates: [{ label: 'Namenstag', date: '--07-26' }],
      },
    };
    const lines = vcard(contact, '3.0', null).split('\r\n');
    expect(lines.filter((line) => /PROFILE|ABDATE|ADR|PHONETIC/.test(line))).toEqual([
      'X-PHONETIC-MIDDLE-NAME:Mah',
      'X-PHONETIC-ORG:Ack-mi',
      'ADR:;;Rua 1\\nBairro Alto;Lisboa;;;',
      'item1.X-SOCIALPROFILE;x-user="ana":https://twitter.com/ana',
      'item2.X-SOCIALPROFILE:Gamer',
      'X-SOCIALPROFILE:https://mastodon.example/@ana',
      'item3.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-07-26',
    ]);
    const card = read(vcard(contact, '4.0', null));
    expect(card.of('x-abdate')[0]?.[3]).toBe('--07-26');
    expect(card.of('x-socialprofile').map(([, parameters]) => parameters['x-user'] ?? null)).toEqual([
      'ana',
      null,
      null,
    ]);
  });

  it('preserves text and prevents injection of properties', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(text, text, fc.constantFrom<VcardVersion>('3.0', '4.0'), (name, note, version) => {
        const raw = vcard({ ...EMPTY, name, note: `${note}\r\nEND:VCARD\r\nX-EVIL:1` }, version, null);
        expect(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        const card = read(raw);
        const plain = (value: string): string =>
          value.replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
        expect(card.of('x-evil')).toEqual([]);
        expect(card.of('fn')[0]?.[3]).toBe(plain(name));
        expect(card.of('note')[0]?.[3]).toBe(plain(`${note}\r\nEND:VCARD\r\nX-EVIL:1`));
      }),
      { seed: 3, numRuns: rounds(300) },
    );
  });
});
