import type { ContactView } from '../../../../src/contract/contacts.ts';
import { perLocale } from '../../i18n/locale.ts';
import { asFields, asText } from '../../untyped-values.ts';

/** A labelled value of a card. */
export interface LabelledLine {
  readonly label: string | null;
  readonly text: string;
  /** As stored, for a phone number. */
  readonly stored: string | null;
}

/** Display order of the fields of an address, before any others. */
const ORDER = ['street', 'subLocality', 'zip', 'city', 'state', 'country'];
/** Fields that repeat other information. */
const LEFT_OUT = new Set(['label', 'countryCode']);

/** Values of a card as lines: `text`, `value` or `date` if there is one, otherwise all fields of an address or profile. */
export function labelledLines(values: readonly unknown[]): LabelledLine[] {
  return values.flatMap((value) => {
    const fields = asFields(value);
    const date = asText(fields['date']);
    const stored = asText(fields['text']) === null ? null : asText(fields['value']);
    const text =
      asText(fields['text']) ?? asText(fields['value']) ?? (date === null ? joined(fields) : birthdayOf(date));
    return text === '' ? [] : [{ label: asText(fields['label']), text, stored }];
  });
}

function joined(fields: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(fields).filter((name) => !LEFT_OUT.has(name));
  const sorted = names.sort((a, b) => placeOf(a) - placeOf(b));
  return sorted.flatMap((name) => asText(fields[name]) ?? []).join(', ');
}

function placeOf(name: string): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}

/** The parts of a name in order; null if there is only one, which is the displayed name. */
export function nameLine(names: Readonly<Record<string, string | null>>): string | null {
  const parts = ['prefix', 'first', 'middle', 'last', 'suffix'].flatMap((part) => names[part] ?? []);
  return parts.length > 1 ? parts.join(' ') : null;
}

/** The phonetic name. */
export function phoneticLine(names: Readonly<Record<string, string | null>>): string | null {
  const parts = ['firstPhonetic', 'middlePhonetic', 'lastPhonetic'].flatMap((part) => names[part] ?? []);
  return parts.length === 0 ? null : parts.join(' ');
}

const withYear = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const ofEveryYear = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }),
);

/** Formats a day with (`2014-05-01`) or without a year (`--05-01`); other texts are returned unchanged. */
export function birthdayOf(day: string): string {
  const everyYear = /^--(\d\d-\d\d)$/.exec(day)?.[1];
  // A leap year, for 29 February.
  const at = Date.parse(`${everyYear === undefined ? day : `2000-${everyYear}`}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return (everyYear === undefined ? withYear() : ofEveryYear()).format(at);
}

const calendars = perLocale((locale) => new Intl.DisplayNames(locale, { type: 'calendar' }));

/** A birthday in another calendar system, with its name. */
export function alternateBirthdayOf({ calendar, text }: NonNullable<ContactView['alternateBirthday']>): string {
  const name = /^[a-z]{3,8}(?:-[a-z]{3,8})*$/.test(calendar) ? calendars().of(calendar) : undefined;
  return `${text} (${name ?? calendar})`;
}
