import { perLocale } from '../../i18n/locale.ts';
import { asFields, asText } from '../../loose.ts';

/** A value of a card and what it is called. */
export interface LabelledLine {
  readonly label: string | null;
  readonly text: string;
}

/** Fields of an address in the order in which they are read, before any others. */
const ORDER = ['street', 'subLocality', 'zip', 'city', 'state', 'country'];
/** Fields that say again what stands beside them. */
const LEFT_OUT = new Set(['label', 'countryCode']);

/** Values of a card as lines: `value` or `date` where there is one, else all the fields of an address or profile. */
export function labelledLines(values: readonly unknown[]): LabelledLine[] {
  return values.flatMap((value) => {
    const fields = asFields(value);
    const date = asText(fields['date']);
    const text = asText(fields['value']) ?? (date === null ? joined(fields) : birthdayOf(date));
    return text === '' ? [] : [{ label: asText(fields['label']), text }];
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

/** The parts of a name in order; null where it has but one, which is the name that stands above. */
export function nameLine(names: Readonly<Record<string, string | null>>): string | null {
  const parts = ['prefix', 'first', 'middle', 'last', 'suffix'].flatMap((part) => names[part] ?? []);
  return parts.length > 1 ? parts.join(' ') : null;
}

/** How the name is spoken. */
export function phoneticLine(names: Readonly<Record<string, string | null>>): string | null {
  const parts = ['firstPhonetic', 'middlePhonetic', 'lastPhonetic'].flatMap((part) => names[part] ?? []);
  return parts.length === 0 ? null : parts.join(' ');
}

const withYear = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const ofEveryYear = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }),
);

/** A day as the reader writes it, of a year (`2014-05-01`) or of every one (`--05-01`); anything else as it is. */
export function birthdayOf(day: string): string {
  const everyYear = /^--(\d\d-\d\d)$/.exec(day)?.[1];
  // A leap year, so that the 29th of February is one.
  const at = Date.parse(`${everyYear === undefined ? day : `2000-${everyYear}`}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return (everyYear === undefined ? withYear() : ofEveryYear()).format(at);
}
