import type { ContactView } from '../../contract/contacts.ts';
import { contentLines, escapeValue, escapeWhole, quoteParameter } from '../format/content-lines.ts';

/** vCard versions: 4.0 is RFC 6350; 3.0 (RFC 2426) is needed by Apple's and older programs. */
export type VcardVersion = '4.0' | '3.0';

/** The picture of a contact. */
export interface VcardPhoto {
  readonly bytes: Uint8Array;
  /** `image/jpeg` */
  readonly contentType: string;
}

/** Labels with a vCard type: Apple's without their wrapping (`_$!<HomeFAX>!$_`), and common spellings. */
const PHONE_TYPES: Readonly<Record<string, string>> = {
  mobile: 'cell',
  iphone: 'cell',
  home: 'home',
  work: 'work',
  main: 'voice',
  pager: 'pager',
  homefax: 'home,fax',
  workfax: 'work,fax',
  otherfax: 'fax',
  'home fax': 'home,fax',
  'work fax': 'work,fax',
  'other fax': 'fax',
};
const PLACE_TYPES: Readonly<Record<string, string>> = { home: 'home', work: 'work' };

/** A contact as a vCard. */
export function vcard(contact: ContactView, version: VcardVersion, photo: VcardPhoto | null): string {
  const card = new CardWriter(version);
  const { names } = contact;
  const name = [names['last'], names['first'], names['middle'], names['prefix'], names['suffix']];
  card.add('VERSION', version);
  card.add('PRODID', '-//Apple Juicer//EN');
  card.text('FN', contact.name);
  // RFC 2426 §3.1.2: version 3.0 must have it, also of a company; RFC 6350 §6.2.2: version 4.0 may.
  if (version === '3.0' && name.every((part) => optional(part) === null)) card.add('N', ';;;;');
  else card.list('N', name, ';');
  card.text('NICKNAME', names['nickname']);
  card.add('X-PHONETIC-FIRST-NAME', optional(names['firstPhonetic']));
  card.add('X-PHONETIC-MIDDLE-NAME', optional(names['middlePhonetic']));
  card.add('X-PHONETIC-LAST-NAME', optional(names['lastPhonetic']));
  card.add('X-MAIDENNAME', optional(names['previousFamily']));
  if (contact.company !== null || contact.department !== null) {
    card.list('ORG', [contact.company, ...(contact.department === null ? [] : [contact.department])], ';');
  }
  card.add('X-PHONETIC-ORG', optional(names['companyPhonetic']));
  card.text('TITLE', contact.jobTitle);
  if (contact.isCompany) card.add(version === '4.0' ? 'KIND' : 'X-ABShowAs', version === '4.0' ? 'org' : 'COMPANY');
  for (const { label, value } of contact.phones) card.labelled('TEL', label, PHONE_TYPES, escapeWhole(value));
  for (const { label, value } of contact.emails) card.labelled('EMAIL', label, PLACE_TYPES, escapeWhole(value));
  for (const { label, value } of contact.urls) card.labelled('URL', label, PLACE_TYPES, uriValue(value));
  for (const address of contact.addresses) card.labelled('ADR', stringOf(address['label']), PLACE_TYPES, adr(address));
  for (const profile of recordsOf(contact.other['profiles'])) addProfile(card, profile);
  for (const account of recordsOf(contact.other['instantMessages'])) addAccount(card, account);
  for (const relation of recordsOf(contact.other['relations'])) {
    const value = stringOf(relation['value']);
    if (value !== null) card.labelled('X-ABRELATEDNAMES', stringOf(relation['label']), {}, escapeWhole(value));
  }
  for (const date of recordsOf(contact.other['dates'])) addDate(card, date, version);
  addBirthday(card, contact.birthday, version);
  addAlternateBirthday(card, contact.alternateBirthday);
  card.text('NOTE', contact.note);
  card.list('CATEGORIES', contact.groups, ',');
  if (photo !== null) card.photo(photo);
  const modified = new Date(contact.modifiedAt ?? Number.NaN);
  if (!Number.isNaN(modified.getTime())) card.add('REV', modified.toISOString().replace(/[-:]|\.\d+/g, ''));
  card.text('UID', `apple-juicer:${contact.key}`);
  return card.finish();
}

class CardWriter {
  readonly #version: VcardVersion;
  readonly #lines = ['BEGIN:VCARD'];
  #groups = 0;

  constructor(version: VcardVersion) {
    this.#version = version;
  }

  /** Adds a property with an escaped value; none for null. */
  add(name: string, value: string | null): void {
    if (value !== null) this.#lines.push(`${name}:${value}`);
  }

  text(name: string, value: string | null | undefined): void {
    this.add(name, optional(value));
  }

  /** Adds a property with several parts; none if all are empty. */
  list(name: string, parts: readonly (string | null | undefined)[], separator: ',' | ';'): void {
    if (parts.some((part) => part !== null && part !== undefined && part !== '')) {
      this.#lines.push(`${name}:${parts.map((part) => escapeValue(part ?? '')).join(separator)}`);
    }
  }

  /** Adds a property with the TYPE of its label; custom labels are written in a group, like Apple does. */
  labelled(name: string, label: string | null, types: Readonly<Record<string, string>>, value: string): void {
    const type = types[label?.toLowerCase() ?? ''];
    if (type !== undefined) {
      const list = this.#version === '4.0' && type.includes(',') ? `"${type}"` : type.toUpperCase();
      this.#lines.push(`${name};TYPE=${this.#version === '4.0' ? list.toLowerCase() : list}:${value}`);
    } else if (label === null || label === '') this.#lines.push(`${name}:${value}`);
    else {
      const group = `item${++this.#groups}`;
      this.#lines.push(`${group}.${name}:${value}`, `${group}.X-ABLabel:${escapeWhole(label)}`);
    }
  }

  photo({ bytes, contentType }: VcardPhoto): void {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    if (this.#version === '4.0') this.#lines.push(`PHOTO:data:${contentType};base64,${data}`);
    else this.#lines.push(`PHOTO;ENCODING=b;TYPE=${contentType.replace('image/', '').toUpperCase()}:${data}`);
  }

  finish(): string {
    return contentLines([...this.#lines, 'END:VCARD']);
  }
}

/** Apple's property: the URL of the profile with the user name as a parameter, or only the user name. */
function addProfile(card: CardWriter, profile: Readonly<Record<string, unknown>>): void {
  const user = stringOf(profile['username']) ?? stringOf(profile['displayname']);
  const url = stringOf(profile['url']);
  const value = url ?? user;
  if (value === null) return;
  const named = url === null || user === null ? '' : `;x-user=${quoteParameter(user)}`;
  card.labelled(`X-SOCIALPROFILE${named}`, stringOf(profile['service']), {}, escapeWhole(value));
}

/** Apple's form: the service as a parameter, beside the label. */
function addAccount(card: CardWriter, account: Readonly<Record<string, unknown>>): void {
  const user = stringOf(account['username']);
  if (user === null) return;
  const service = stringOf(account['service']);
  const named = service === null ? '' : `;X-SERVICE-TYPE=${quoteParameter(service)}`;
  card.labelled(`IMPP${named}`, stringOf(account['label']), PLACE_TYPES, `x-apple:${encodeURIComponent(user)}`);
}

/** Dates without a year are written like birthdays. */
function addDate(card: CardWriter, date: Readonly<Record<string, unknown>>, version: VcardVersion): void {
  const value = stringOf(date['date']);
  if (value === null) return;
  const isYearless = value.startsWith('--') && version === '3.0';
  const name = isYearless ? 'X-ABDATE;X-APPLE-OMIT-YEAR=1604' : 'X-ABDATE';
  card.labelled(name, stringOf(date['label']), {}, escapeWhole(isYearless ? value.replace('-', '1604') : value));
}

/** `--05-01` has no year, which vCard 4 supports; 3.0 needs Apple's extension. */
function addBirthday(card: CardWriter, birthday: string | null, version: VcardVersion): void {
  const match = /^(?:(\d{4})|-)-(\d{2})-(\d{2})$/.exec(birthday ?? '');
  if (match === null) return;
  const [, year, month, day] = match;
  if (version === '4.0') card.add('BDAY', `${year ?? '--'}${month}${day}`);
  else if (year === undefined) card.add('BDAY;X-APPLE-OMIT-YEAR=1604', `1604-${month}-${day}`);
  else card.add('BDAY', `${year}-${month}-${day}`);
}

/** Apple's extension: era and year with four digits, month (with L if it is a leap month) and day with two; - for none. */
function addAlternateBirthday(card: CardWriter, birthday: ContactView['alternateBirthday']): void {
  if (birthday === null || !/^[a-z-]+$/.test(birthday.calendar)) return;
  const { calendar, era, year, month, isLeapMonth, day } = birthday;
  const digits = (number: number | null, length: number): string =>
    number === null ? '-' : `${number}`.padStart(length, '0');
  const date = `${digits(era, 4)}${digits(year, 4)}${digits(month, 2)}${isLeapMonth ? 'L' : ''}${digits(day, 2)}`;
  card.add(`X-ALTBDAY;CALSCALE=${calendar}`, date);
}

/**
 * Post box and extended address are empty, as RFC 6350 §6.3.1 recommends. The sub-locality has no field and is added to
 * the street.
 */
function adr(address: Readonly<Record<string, unknown>>): string {
  const field = (name: string): string => escapeValue(stringOf(address[name]) ?? '');
  const street = [address['street'], address['subLocality']].flatMap((line) => stringOf(line) ?? []).join('\n');
  return ['', '', escapeValue(street), field('city'), field('state'), field('zip'), field('country')].join(';');
}

/** Removes whitespace from a URI; commas and semicolons are not escaped. */
function uriValue(value: string): string {
  return value.toWellFormed().replace(/[\p{Cc}\s]+/gu, '');
}

function optional(value: string | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : escapeWhole(value);
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : [];
}
