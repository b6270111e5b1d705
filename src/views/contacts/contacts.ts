import type { Page } from '../../contract/common.ts';
import type { ContactSummaryView, ContactView } from '../../contract/contacts.ts';
import { msg } from '../../locales/messages.ts';
import { alternateBirthdayText } from '../../model/alternate-birthday.ts';
import { DomainError } from '../../model/errors.ts';
import { handleText } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import { chooseByMarks, isChosen, type MarkFilter } from '../marks/mark-filter.ts';
import { pageOfList } from '../paging/paged-array.ts';
import { rowsOf } from '../rows-of.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { contactDirectory, contactName } from './contact-directory.ts';
import type { ContactRow } from './rows.ts';

/** Query of a list of contacts. */
export interface ContactQuery extends MarkFilter {
  /** Words of names, company, or handles. */
  readonly q?: string;
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** Location of a contact's picture: a BLOB in a database of the backup. */
export interface ContactPhoto {
  readonly domain: string;
  readonly relativePath: string;
  readonly table: string;
  readonly column: string;
  readonly where: Readonly<Record<string, number>>;
}

/** A page of contacts by name; empty if not indexed. @throws BACKUP_NOT_FOUND, BAD_REQUEST, LIMIT_EXCEEDED */
export async function listContacts(
  ctx: ViewContext,
  backup: BackupId,
  { q = '', limit, cursor, ...filter }: ContactQuery,
): Promise<Page<ContactSummaryView>> {
  const scope = await scopeOf(ctx, backup);
  const directory = await contactDirectory(ctx, scope);
  const sorted = q.trim() === '' ? directory.sorted() : directory.named(q);
  const marked = await chooseByMarks(ctx, backup, 'contact', filter);
  const chosen = sorted.filter(({ key }) => isChosen(marked, key));
  const { items, next } = await pageOfList(chosen, { limit, cursor });
  const keys = items.map(({ key }) => key);
  const rows = await rowsByKey(ctx, scope, keys);
  return { items: keys.flatMap((key) => rows.get(key) ?? []).map(summaryView), next };
}

/** One contact in full. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getContact(ctx: ViewContext, backup: BackupId, key: string): Promise<ContactView> {
  return contactView(await findRow(ctx, await scopeOf(ctx, backup), key));
}

/** Location of the contact's largest picture, or null if there is none. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function contactPhoto(ctx: ViewContext, backup: BackupId, key: string): Promise<ContactPhoto | null> {
  const { photo } = await findRow(ctx, await scopeOf(ctx, backup), key);
  if (photo === null) return null;
  const sources = await ctx.store.sources.list(backup, 'contacts');
  const source = sources.find(({ store }) => store === photo.store);
  if (source === undefined) return null;
  // Rows of an earlier version have no format.
  const format = typeof photo.format === 'number' ? { format: photo.format } : {};
  return {
    domain: source.domain,
    relativePath: source.relativePath,
    table: photo.table,
    column: 'data',
    where: { record_id: photo.recordId, ...format },
  };
}

async function findRow(ctx: ViewContext, scope: Scope, key: string): Promise<ContactRow> {
  const row = (await rowsByKey(ctx, scope, [key])).get(key);
  if (row === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-contact'));
  return row;
}

async function rowsByKey(ctx: ViewContext, scope: Scope, keys: readonly string[]): Promise<Map<string, ContactRow>> {
  if (keys.length === 0) return new Map();
  const rows = await rowsOf(ctx, scope, 'contacts').selectAll().where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key ?? '', row]));
}

function summaryView(row: ContactRow): ContactSummaryView {
  return {
    key: row.key ?? '',
    name: contactName(row),
    company: row.company,
    isCompany: row.isCompany ?? false,
    isOwner: row.isOwner ?? false,
    phones: (row.phones ?? []).map(({ label, value }) => ({ label, value, text: handleText(value) })),
    emails: (row.emails ?? []).map(({ label, value }) => ({ label, value })),
    hasPhoto: row.photo !== null,
  };
}

function contactView(row: ContactRow): ContactView {
  return {
    ...summaryView(row),
    names: {
      first: row.firstName,
      middle: row.middleName,
      last: row.lastName,
      prefix: row.prefix,
      suffix: row.suffix,
      nickname: row.nickname,
      previousFamily: row.previousFamilyName,
      firstPhonetic: row.firstPhonetic,
      middlePhonetic: row.middlePhonetic,
      lastPhonetic: row.lastPhonetic,
      companyPhonetic: row.companyPhonetic,
    },
    department: row.department,
    jobTitle: row.jobTitle,
    note: row.note,
    birthday: row.birthday,
    alternateBirthday: alternateBirthdayView(row.alternateBirthday),
    addresses: (row.addresses ?? []).map((address) => ({ ...address })),
    urls: (row.urls ?? []).map(({ label, value }) => ({ label, value })),
    other: {
      profiles: row.profiles ?? [],
      instantMessages: row.ims ?? [],
      relations: row.relations ?? [],
      dates: row.dates ?? [],
    },
    groups: [...(row.groups ?? [])],
    account: row.account,
    cards: (row.cards ?? []).map((card) => ({ ...card })),
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}

function alternateBirthdayView(birthday: ContactRow['alternateBirthday']): ContactView['alternateBirthday'] {
  return birthday === null ? null : { ...birthday, text: alternateBirthdayText(birthday) };
}
