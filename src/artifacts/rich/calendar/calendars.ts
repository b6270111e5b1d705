import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { calendarTitle } from '../../kit/calendar-title.ts';
import { Codes, type Note, RawColumns } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { type Identity, identityReader, readAddress } from './participants.ts';
import type { AccountKind, calendars, Sharee } from './tables.ts';

/** Maximum number of calendars and of accounts; exceeded only by damaged or hostile databases. */
const MAX_CALENDARS = 20_000;

/** `Store.type` is EKSourceType. */
const ACCOUNT_KIND = new Codes<AccountKind>('account-type', [
  [0, 'local'],
  [1, 'exchange'],
  [2, 'caldav'],
  [3, 'mobileme'],
  [4, 'subscribed'],
  [5, 'birthdays'],
]);

/** `Calendar.sharing_status` (docs/format/calendar.md). */
const SHARING = new Codes<'by-me' | 'with-me'>('sharing-status', [
  [0, null],
  [1, 'by-me'],
  [2, 'with-me'],
]);

/** `Sharee.access_level` (docs/format/calendar.md). */
const ACCESS = new Codes<'view' | 'edit'>('sharee-access', [
  [0, null],
  [1, 'view'],
  [2, 'edit'],
]);

/** A row of `calendars`. */
export type CalendarRow = RowOf<typeof calendars>;

interface Account {
  readonly name: string | null;
  readonly kindCode: number | null;
  readonly isDisabled: boolean;
}

/** The rows of `Calendar` by ROWID, at most {@link MAX_CALENDARS}. */
export function* readCalendars(db: SqlDatabase, note: Note, lost: Lost): Generator<CalendarRow> {
  const table = new SourceTable(db, 'Calendar', lost);
  if (!table.exists) return;
  const accounts = readAccounts(db, lost);
  const sharees = shareeReader(db, note, lost);
  const identity = identityReader(db, lost);
  const raw = new RawColumns(table, RAW);
  const expressions = { ...calendarExpressions(table), ...raw.expressions };
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid <= last) {
      lost(msg('lost.no-key.calendars'));
      continue;
    }
    if (++count > MAX_CALENDARS) {
      lost(msg('lost.beyond-limit.calendars', { limit: MAX_CALENDARS }));
      return;
    }
    last = rowid;
    const account = accounts.get(asInteger(row.store) ?? -1) ?? null;
    yield toCalendar(rowid, row, {
      account,
      owner: identity(asInteger(row.owner)),
      displayOrder: asInteger(row.displayOrder),
      sharing: SHARING.word(asInteger(row.sharing), note),
      accountKind: ACCOUNT_KIND.word(account?.kindCode ?? null, note),
      sharees: sharees(rowid),
      raw: raw.read(row),
    });
  }
}

/** Columns whose codes are kept unchanged. */
const RAW = ['flags', 'sharing_status', 'invitation_status', 'is_published'] as const;

function calendarExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    title: table.value('title'),
    colour: table.value('color'),
    symbolicColour: table.value('symbolic_color_name'),
    kind: table.value('type'),
    sharedOwnerName: table.value('shared_owner_name'),
    sharedOwnerAddress: table.value('shared_owner_address'),
    // Up to iOS 10.
    sharedOwnerEmail: table.value('shared_owner_email'),
    ownerEmail: table.value('owner_identity_email'),
    selfEmail: table.value('self_identity_email'),
    subscriptionUrl: table.value('subcal_url'),
    publishedUrl: table.value('published_URL'),
    notes: table.value('notes'),
    uuid: table.value('UUID'),
    externalId: table.value('external_id'),
    store: table.integer('store_id'),
    owner: table.integer('owner_identity_id'),
    displayOrder: table.integer('display_order'),
    sharing: table.integer('sharing_status'),
    // Colour columns up to iOS 4.
    red: table.integer('color_r'),
    green: table.integer('color_g'),
    blue: table.integer('color_b'),
  };
}

type CalendarColumn = keyof ReturnType<typeof calendarExpressions>;

interface CalendarFacts extends Pick<CalendarRow, 'displayOrder' | 'sharing' | 'accountKind' | 'sharees' | 'raw'> {
  readonly account: Account | null;
  readonly owner: Identity | null;
}

function toCalendar(
  rowid: number,
  row: Row<CalendarColumn>,
  { account, owner, accountKind, ...facts }: CalendarFacts,
): CalendarRow {
  const text = (name: CalendarColumn): string | null => asShortText(row[name])?.trim() || null;
  const isSubscribed = accountKind === 'subscribed' || text('subscriptionUrl') !== null;
  return {
    key: calendarKey(rowid),
    title: calendarTitle(text('title')),
    colour: readColour(text('colour')) ?? colourOf([row.red, row.green, row.blue].map(asInteger)),
    symbolicColour: text('symbolicColour'),
    account: account?.name ?? null,
    accountKind,
    accountKindCode: account?.kindCode ?? null,
    isAccountDisabled: account?.isDisabled ?? null,
    kind: text('kind'),
    ownerName: text('sharedOwnerName') ?? owner?.name ?? null,
    ownerAddress:
      readAddress(text('sharedOwnerAddress') ?? text('sharedOwnerEmail') ?? text('ownerEmail')) ??
      owner?.address ??
      null,
    selfAddress: readAddress(text('selfEmail')),
    isReadOnly: isSubscribed || accountKind === 'birthdays' ? true : null,
    isSubscribed,
    subscriptionUrl: text('subscriptionUrl'),
    publishedUrl: text('publishedUrl'),
    ...facts,
    notes: text('notes'),
    uuid: text('uuid'),
    externalId: text('externalId'),
    sourceKey: rowid,
  };
}

/** The key of a calendar, by its ROWID. */
export function calendarKey(rowid: number): string {
  return `c${rowid}`;
}

/** `#1badf8ff` → `#1BADF8`; null for anything else. */
function readColour(text: string | null): string | null {
  return /^#[0-9a-f]{6}(?=$|[0-9a-f]{2}$)/i.exec(text ?? '')?.[0].toUpperCase() ?? null;
}

/** Red, green and blue as `#RRGGBB`; null if one is not a byte. */
function colourOf(parts: readonly (number | null)[]): string | null {
  const bytes = parts.filter((part) => part !== null && part >= 0 && part <= 255);
  return bytes.length < parts.length
    ? null
    : `#${Buffer.from(bytes as number[])
        .toString('hex')
        .toUpperCase()}`;
}

function readAccounts(db: SqlDatabase, lost: Lost): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  const table = new SourceTable(db, 'Store', lost);
  if (!table.exists) return accounts;
  const expressions = {
    rowid: table.rowid,
    name: table.value('name'),
    kind: table.integer('type'),
    isDisabled: table.flag('disabled'),
  };
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_CALENDARS}`)) {
    const name = asShortText(row.name)?.trim() || null;
    accounts.set(asInteger(row.rowid) ?? -1, { name, kindCode: asInteger(row.kind), isDisabled: row.isDisabled === 1 });
  }
  return accounts;
}

/** Reads `Sharee` by calendar, in ascending order. */
function shareeReader(db: SqlDatabase, note: Note, lost: Lost): (calendar: number) => readonly Sharee[] {
  const table = new SourceTable(db, 'Sharee', lost);
  const identity = identityReader(db, lost);
  const expressions = {
    identity: table.integer('identity_id'),
    access: table.integer('access_level'),
    status: table.integer('status'),
  };
  const rows = new OwnedRows(table, 'owner_id', expressions, lost);
  const toSharee = (row: Row<keyof typeof expressions>): Sharee => {
    const [accessCode, statusCode] = [asInteger(row.access), asInteger(row.status)];
    const { name, address } = identity(asInteger(row.identity)) ?? { name: null, address: null };
    return { name, address, access: ACCESS.word(accessCode, note), accessCode, statusCode };
  };
  return (calendar) => rows.take(calendar).map(toSharee);
}
