import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { Note } from '../../kit/codes.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { readDay } from './birthday.ts';
import { readLabel } from './label.ts';
import type { Labelled, LabelledDate, LabelledFields } from './tables.ts';

/** Maximum number of values. */
const MAX_VALUES = 1_000_000;

/** `ABMultiValue.property` (docs/format/contacts.md). */
const PROPERTY = {
  phone: 3,
  email: 4,
  address: 5,
  date: 12,
  im: 13,
  url: 22,
  relation: 23,
  profile: 46,
} as const;

/** Multi-value properties of a card. */
export interface CardValues {
  readonly phones: Labelled[];
  readonly emails: Labelled[];
  readonly addresses: LabelledFields[];
  readonly urls: Labelled[];
  readonly profiles: LabelledFields[];
  readonly ims: LabelledFields[];
  readonly relations: Labelled[];
  readonly dates: LabelledDate[];
}

/** The values of a card without any. */
export function noValues(): CardValues {
  return { phones: [], emails: [], addresses: [], urls: [], profiles: [], ims: [], relations: [], dates: [] };
}

/** Reads `ABMultiValue` and related tables, by the ROWID of the card. */
export function readValues(db: SqlDatabase, note: Note, lost: Lost): ReadonlyMap<number, CardValues> {
  const byCard = new Map<number, CardValues>();
  const table = new SourceTable(db, 'ABMultiValue', lost);
  if (!table.has('UID', 'record_id', 'property')) return byCard;
  const labels = readNames(db, 'ABMultiValueLabel', lost);
  const entries = readEntries(db, lost);
  const expressions = {
    uid: table.integer('UID'),
    card: table.integer('record_id'),
    property: table.integer('property'),
    label: table.integer('label'),
    value: table.value('value'),
  };
  let count = 0;
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_VALUES + 1}`)) {
    if (++count > MAX_VALUES) {
      lost(msg('lost.beyond-limit.contact-values', { limit: MAX_VALUES }));
      break;
    }
    const card = asInteger(row.card);
    if (card === null) continue;
    const values = byCard.get(card) ?? noValues();
    byCard.set(card, values);
    const label = readLabel(labels.get(asInteger(row.label) ?? -1) ?? null);
    const value = asShortText(row.value)?.trim() || null;
    const fields = entries.get(asInteger(row.uid) ?? -1);
    const property = asInteger(row.property);
    if (!add(values, property, label, value, fields))
      note(msg('note.unknown-code', { field: 'contact-property', value: property ?? '' }));
  }
  return byCard;
}

/** Adds a value by its property; false for an unknown property. */
function add(
  values: CardValues,
  property: number | null,
  label: string | null,
  value: string | null,
  fields: Readonly<Record<string, string>> | undefined,
): boolean {
  const simple = SIMPLE.get(property);
  if (simple !== undefined) {
    if (value !== null) values[simple].push({ label, value });
    return true;
  }
  const structured = STRUCTURED.get(property);
  if (structured !== undefined) {
    if (fields !== undefined) values[structured].push({ ...fields, label });
    return true;
  }
  if (property !== PROPERTY.date) return false;
  const date = readDay(value);
  if (date !== null) values.dates.push({ label, date });
  return true;
}

const SIMPLE: ReadonlyMap<number | null, 'phones' | 'emails' | 'urls' | 'relations'> = new Map([
  [PROPERTY.phone, 'phones'],
  [PROPERTY.email, 'emails'],
  [PROPERTY.url, 'urls'],
  [PROPERTY.relation, 'relations'],
] as const);

const STRUCTURED: ReadonlyMap<number | null, 'addresses' | 'ims' | 'profiles'> = new Map([
  [PROPERTY.address, 'addresses'],
  [PROPERTY.im, 'ims'],
  [PROPERTY.profile, 'profiles'],
] as const);

/** Fields of structured values by `ABMultiValue.UID` (`parent_id` is this UID, not the ROWID of the card). */
function readEntries(db: SqlDatabase, lost: Lost): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const entries = new Map<number, Record<string, string>>();
  const table = new SourceTable(db, 'ABMultiValueEntry', lost);
  if (!table.has('parent_id', 'key', 'value')) return entries;
  const keys = readNames(db, 'ABMultiValueEntryKey', lost);
  const expressions = { parent: table.integer('parent_id'), key: table.integer('key'), value: table.value('value') };
  let count = 0;
  for (const row of table.rows(expressions, `LIMIT ${MAX_VALUES + 1}`)) {
    if (++count > MAX_VALUES) {
      lost(msg('lost.beyond-limit.contact-fields', { limit: MAX_VALUES }));
      break;
    }
    const parent = asInteger(row.parent);
    const key = keys.get(asInteger(row.key) ?? -1);
    const value = asShortText(row.value)?.trim();
    if (parent === null || key === undefined || !value) continue;
    const fields = entries.get(parent) ?? {};
    entries.set(parent, fields);
    Object.defineProperty(fields, fieldName(key), { value, enumerable: true, configurable: true, writable: true });
  }
  return entries;
}

/** `Street` → `street`, `ZIP` → `zip`, `CountryCode` → `countryCode`. */
function fieldName(key: string): string {
  return /^[A-Z]+$/.test(key) ? key.toLowerCase() : key.charAt(0).toLowerCase() + key.slice(1);
}

/** Texts of a table by ROWID, which is not a declared column: labels and entry keys. */
function readNames(db: SqlDatabase, name: string, lost: Lost): ReadonlyMap<number, string> {
  const table = new SourceTable(db, name, lost);
  const names = new Map<number, string>();
  if (!table.has('value')) return names;
  for (const row of table.rows({ rowid: table.rowid, text: table.value('value') }, `LIMIT ${MAX_VALUES}`)) {
    const rowid = asInteger(row.rowid);
    const text = asShortText(row.text);
    if (rowid !== null && text !== null) names.set(rowid, text);
  }
  return names;
}
