import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../locales/messages.ts';
import type { RowOf } from '../../../model/columns.ts';
import { Codes, type Note, RawColumns } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type Identity, identityReader, readAddress } from './participants.ts';
import type { AccountKind, calendars, Sharee } from './tables.ts';

/** Calendars and accounts that are read; a phone with more is damaged or made to exhaust memory. */
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

/** `Calendar.sharing_status` (reference communications.md §6). */
const SHARING = new Codes<'by-me' | 'with-me'>('sharing-status', [
  [0, null],
  [1, 'by-me'],
  [2, 'with-me'],
]);

/** `Sharee.access_level` (reference communications.md §6). */
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

/** The rows of `Calendar` in the order of their ROWID, at most {@link MAX_CALENDARS}. */
export function* readCalendars(db: DatabaseSync, note: Note, lost: Lost): Generator<CalendarRow> {
  const table = new SourceTable(db, 'Calendar', lost);
  if (!table.exists) return;
  const accounts = readAccounts(db, lost);
  const sharees = shareeReader(db, note, lost);
  const identity = identityReader(db, lost);
  const raw = new RawColumns(table, ['flags', 'sharing_status', 'invitation_status', 'is_published']);
  const expressions = [
    table.rowid,
    ...TEXTS.map((name) => table.value(name)),
    ...['store_id', 'owner_identity_id', 'display_order', 'sharing_status'].map((name) => table.integer(name)),
    ...COLOUR_PARTS.map((name) => table.integer(name)),
    ...raw.expressions,
  ];
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row[0]);
    if (rowid === null || rowid <= last) {
      lost(msg('lost.no-key.calendars'));
      continue;
    }
    if (++count > MAX_CALENDARS) {
      lost(msg('lost.beyond-limit.calendars', { limit: MAX_CALENDARS }));
      return;
    }
    last = rowid;
    const texts = Object.fromEntries(
      TEXTS.map((name, index) => [name, asShortText(row[index + 1])?.trim() || null]),
    ) as Readonly<Record<CalendarText, string | null>>;
    const codes = row.slice(1 + TEXTS.length);
    yield toCalendar(rowid, texts, {
      account: accounts.get(asInteger(codes[0]) ?? -1) ?? null,
      owner: identity(asInteger(codes[1])),
      displayOrder: asInteger(codes[2]),
      sharing: SHARING.word(asInteger(codes[3]), note),
      accountKind: ACCOUNT_KIND.word(accounts.get(asInteger(codes[0]) ?? -1)?.kindCode ?? null, note),
      sharees: sharees(rowid),
      oldColour: colourOf(codes.slice(4, 4 + COLOUR_PARTS.length).map(asInteger)),
      raw: raw.read(codes.slice(4 + COLOUR_PARTS.length)),
    });
  }
}

/** What a colour was kept as up to iOS 5. */
const COLOUR_PARTS = ['color_r', 'color_g', 'color_b'];

const TEXTS = [
  'title',
  'color',
  'symbolic_color_name',
  'type',
  'shared_owner_name',
  'shared_owner_address',
  'owner_identity_email',
  'self_identity_email',
  'subcal_url',
  'published_URL',
  'notes',
  'UUID',
  'external_id',
] as const;

type CalendarText = (typeof TEXTS)[number];

interface CalendarFacts extends Pick<CalendarRow, 'displayOrder' | 'sharing' | 'accountKind' | 'sharees' | 'raw'> {
  readonly account: Account | null;
  readonly owner: Identity | null;
  /** Of iOS 5 and earlier: from three numbers. */
  readonly oldColour: string | null;
}

function toCalendar(
  rowid: number,
  texts: Readonly<Record<CalendarText, string | null>>,
  { account, owner, accountKind, oldColour, ...facts }: CalendarFacts,
): CalendarRow {
  const isSubscribed = accountKind === 'subscribed' || texts.subcal_url !== null;
  return {
    key: calendarKey(rowid),
    title: texts.title,
    colour: readColour(texts.color) ?? oldColour,
    symbolicColour: texts.symbolic_color_name,
    account: account?.name ?? null,
    accountKind,
    accountKindCode: account?.kindCode ?? null,
    isAccountDisabled: account?.isDisabled ?? null,
    kind: texts.type,
    ownerName: texts.shared_owner_name ?? owner?.name ?? null,
    ownerAddress: readAddress(texts.shared_owner_address ?? texts.owner_identity_email) ?? owner?.address ?? null,
    selfAddress: readAddress(texts.self_identity_email),
    isReadOnly: isSubscribed || accountKind === 'birthdays' ? true : null,
    isSubscribed,
    subscriptionUrl: texts.subcal_url,
    publishedUrl: texts.published_URL,
    ...facts,
    notes: texts.notes,
    uuid: texts.UUID,
    externalId: texts.external_id,
    sourceKey: rowid,
  };
}

/** The key of a calendar, by its ROWID. */
export function calendarKey(rowid: number): string {
  return `c${rowid}`;
}

/** `#1badf8ff` → `#1BADF8`; null for what is no such colour. */
function readColour(text: string | null): string | null {
  return /^#[0-9a-f]{6}(?=$|[0-9a-f]{2}$)/i.exec(text ?? '')?.[0].toUpperCase() ?? null;
}

/** Red, green and blue as `#RRGGBB`; null where one is no byte. */
function colourOf(parts: readonly (number | null)[]): string | null {
  const bytes = parts.filter((part) => part !== null && part >= 0 && part <= 255);
  return bytes.length < parts.length
    ? null
    : `#${Buffer.from(bytes as number[])
        .toString('hex')
        .toUpperCase()}`;
}

function readAccounts(db: DatabaseSync, lost: Lost): ReadonlyMap<number, Account> {
  const accounts = new Map<number, Account>();
  const table = new SourceTable(db, 'Store', lost);
  if (!table.exists) return accounts;
  const expressions = [table.rowid, table.value('name'), table.integer('type'), table.flag('disabled')];
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_CALENDARS}`)) {
    const name = asShortText(row[1])?.trim() || null;
    accounts.set(asInteger(row[0]) ?? -1, { name, kindCode: asInteger(row[2]), isDisabled: row[3] === 1 });
  }
  return accounts;
}

/** Reads `Sharee`, calendar by calendar, in ascending order. */
function shareeReader(db: DatabaseSync, note: Note, lost: Lost): (calendar: number) => readonly Sharee[] {
  const table = new SourceTable(db, 'Sharee', lost);
  const identity = identityReader(db, lost);
  const expressions = ['identity_id', 'access_level', 'status'].map((name) => table.integer(name));
  const rows = new OwnedRows(table, 'owner_id', expressions, lost);
  const toSharee = (row: readonly SqlValue[]): Sharee => {
    const [identityId, accessCode, statusCode] = [asInteger(row[0]), asInteger(row[1]), asInteger(row[2])];
    const { name, address } = identity(identityId) ?? { name: null, address: null };
    return { name, address, access: ACCESS.word(accessCode, note), accessCode, statusCode };
  };
  return (calendar) => rows.take(calendar).map(toSharee);
}
