import type { ContactView } from '../../contract/contacts.ts';
import { contentType, SNIFFED_BYTES } from '../../media/index.ts';
import { contactPhoto, getContact, listContacts, NAMING_ARTIFACT } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import type { CsvCell } from '../format/csv.ts';
import { jsonLines, type Line } from '../format/json-lines.ts';
import { utcTime } from '../format/local-time.ts';
import { isTableFormat, TABLE_FORMATS, tableFile } from '../format/table-file.ts';
import { allItems } from '../paged.ts';
import { kindPdfs } from '../pdf/record-pdfs.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { type VcardPhoto, type VcardVersion, vcard } from './vcard.ts';

/** Exports contacts as vCards, a table or JSON Lines. */
async function* exportContacts(job: ExportJob): AsyncGenerator<ExportFile, void, undefined> {
  const { format } = job.request;
  const entry = { modifiedAt: null, compress: true };
  if (isTableFormat(format)) yield tableFile(job, { name: 'contacts', header: COLUMNS, rows: contactRows(job) });
  else if (format === 'jsonl') {
    yield { ...entry, path: 'contacts.jsonl', contents: jsonLines(job.about, contactLines(job)) };
  } else yield { ...entry, path: 'contacts.vcf', contents: vcards(job, format === 'vcard3' ? '3.0' : '4.0') };
}

async function* contactsOf({ views, backup, request }: ExportJob): AsyncGenerator<ContactView, void, undefined> {
  if (request.keys !== undefined) {
    for (const key of request.keys) yield await getContact(views, backup, key);
    return;
  }
  for await (const { key } of allItems((place) => listContacts(views, backup, place))) {
    yield await getContact(views, backup, key);
  }
}

async function* vcards(job: ExportJob, version: VcardVersion): AsyncGenerator<string, void, undefined> {
  for await (const contact of contactsOf(job)) yield vcard(contact, version, await photoOf(job, contact));
}

/** The picture of a contact; null if its format is unknown. */
async function photoOf({ views, backup, files }: ExportJob, contact: ContactView): Promise<VcardPhoto | null> {
  if (files === null || !contact.hasPhoto) return null;
  const place = await contactPhoto(views, backup, contact.key);
  const bytes = place === null ? null : await files.photo(place);
  if (bytes === null) return null;
  const type = contentType(bytes.subarray(0, SNIFFED_BYTES), '');
  return type.startsWith('image/') ? { bytes, contentType: type } : null;
}

const COLUMNS = [
  'key',
  'name',
  'first_name',
  'middle_name',
  'last_name',
  'prefix',
  'suffix',
  'nickname',
  'company',
  'department',
  'job_title',
  'phones',
  'emails',
  'addresses',
  'urls',
  'birthday',
  'alternate_birthday',
  'dates',
  'relations',
  'profiles',
  'instant_messages',
  'note',
  'groups',
  'account',
  'created_at_utc',
  'modified_at_utc',
] as const;

async function* contactRows(job: ExportJob): AsyncGenerator<CsvCell[], void, undefined> {
  for await (const contact of contactsOf(job)) {
    const { names } = contact;
    yield [
      contact.key,
      contact.name,
      names['first'] ?? null,
      names['middle'] ?? null,
      names['last'] ?? null,
      names['prefix'] ?? null,
      names['suffix'] ?? null,
      names['nickname'] ?? null,
      contact.company,
      contact.department,
      contact.jobTitle,
      labelled(contact.phones),
      labelled(contact.emails),
      contact.addresses.map(addressText).join('; '),
      labelled(contact.urls),
      contact.birthday,
      alternateBirthday(contact),
      others(contact, 'dates', 'label', ['date']),
      others(contact, 'relations', 'label', ['value']),
      others(contact, 'profiles', 'service', ['url', 'username', 'displayname']),
      others(contact, 'instantMessages', 'service', ['username']),
      contact.note,
      contact.groups.join('; '),
      contact.account,
      utcTime(contact.createdAt),
      utcTime(contact.modifiedAt),
    ];
  }
}

async function* contactLines(job: ExportJob): AsyncGenerator<Line, void, undefined> {
  for await (const contact of contactsOf(job)) yield { type: 'contact', ...contact };
}

function labelled(values: ContactView['emails']): string {
  return values.map(({ label, value }) => (label === null ? value : `${label}: ${value}`)).join('; ');
}

function alternateBirthday({ alternateBirthday: birthday }: ContactView): string | null {
  return birthday === null ? null : `${birthday.calendar}: ${birthday.text}`;
}

/** The records of a list as text: the label and the first of `fields` that has a value. */
function others(contact: ContactView, list: string, label: string, fields: readonly string[]): string {
  const records = contact.other[list];
  const texts = (Array.isArray(records) ? records : []).flatMap((record: Readonly<Record<string, unknown>>) => {
    const value = fields.map((field) => record[field]).find((found) => typeof found === 'string' && found !== '');
    if (typeof value !== 'string') return [];
    return typeof record[label] === 'string' ? [`${record[label]}: ${value}`] : [value];
  });
  return texts.join('; ');
}

/** An address in one line. */
export function addressText(address: Readonly<Record<string, unknown>>): string {
  const { label, street, subLocality, zip, city, state, country } = address;
  const parts = [street, subLocality, zip, city, state, country].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  const text = parts
    .join(', ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
  return typeof label === 'string' ? `${label}: ${text}` : text;
}

/** Exporter of contacts. */
export const contactsExporter: Exporter = {
  what: 'contacts',
  formats: ['vcard4', 'vcard3', ...TABLE_FORMATS, 'pdf', 'jsonl'],
  artifacts: [NAMING_ARTIFACT],
  async check({ views }, backup, { keys = [] }) {
    for (const key of keys) await getContact(views, backup, key);
  },
  counted: 'contacts',
  schema: async () => ({ records: { contact: (await import('../../contract/contacts.ts')).ContactSchema } }),
  ignoresPeriod: () => true,
  count: async (_ctx, _backup, { keys = [] }) => keys.length,
  files: (job) => (job.request.format === 'pdf' ? kindPdfs(job, 'contact') : exportContacts(job)),
};
