import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import type { AlternateBirthday } from '../../../model/alternate-birthday.ts';
import { asInteger, asNumber, asShortText, asText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { readAlternateBirthday } from './alternate-birthday.ts';
import { readDay } from './birthday.ts';
import type { Names } from './name.ts';

/** Maximum number of cards; exceeded only by damaged or hostile databases. */
const MAX_CARDS = 200_000;
/** Maximum size of a note, in bytes. */
const MAX_NOTE = 1024 * 1024;

/** A row of `ABPerson`. */
export interface Card extends Names {
  readonly rowid: number;
  readonly guid: string | null;
  readonly storeId: number | null;
  /** Equal for the cards of one person; null for an unlinked card. */
  readonly personLink: number | null;
  /** True for the card whose name is shown for linked cards. */
  readonly isPreferredName: boolean;
  readonly firstPhonetic: string | null;
  readonly middlePhonetic: string | null;
  readonly lastPhonetic: string | null;
  readonly previousFamilyName: string | null;
  readonly companyPhonetic: string | null;
  readonly department: string | null;
  readonly jobTitle: string | null;
  readonly note: string | null;
  readonly birthday: string | null;
  readonly alternateBirthday: AlternateBirthday | null;
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
}

/** `ABPerson.Kind` of a company (kABPersonKindOrganization). */
const COMPANY = 1;

/** The rows of `ABPerson`, by ROWID, at most {@link MAX_CARDS}. */
export function readCards(table: SourceTable, lost: Lost): readonly Card[] {
  const expressions = cardExpressions(table);
  const cards: Card[] = [];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row.rowid);
    if (rowid === null || rowid < 0 || rowid <= (cards.at(-1)?.rowid ?? -1)) {
      lost(msg('lost.no-key.contacts'));
      continue;
    }
    if (cards.length === MAX_CARDS) {
      lost(msg('lost.beyond-limit.contacts', { limit: MAX_CARDS }));
      break;
    }
    const text = (name: keyof typeof expressions): string | null => asShortText(row[name])?.trim() || null;
    const link = asInteger(row.personLink);
    if (row.isNoteTooLong === 1) lost(msg('lost.too-large.contact-notes'));
    cards.push({
      rowid,
      firstName: text('firstName'),
      middleName: text('middleName'),
      lastName: text('lastName'),
      prefix: text('prefix'),
      suffix: text('suffix'),
      nickname: text('nickname'),
      firstPhonetic: text('firstPhonetic'),
      middlePhonetic: text('middlePhonetic'),
      lastPhonetic: text('lastPhonetic'),
      previousFamilyName: text('previousFamilyName'),
      company: text('company'),
      companyPhonetic: text('companyPhonetic'),
      department: text('department'),
      jobTitle: text('jobTitle'),
      note: asText(row.note) || null,
      birthday: readDay(asShortText(row.birthday)),
      alternateBirthday: readAlternateBirthday(asShortText(row.alternateBirthday)),
      isCompany: row.kind === COMPANY,
      fallback: text('displayName') ?? text('compositeName'),
      guid: text('guid'),
      storeId: asInteger(row.storeId),
      personLink: link === null || link < 0 ? null : link,
      isPreferredName: row.isPreferredName === 1,
      createdAt: fromAppleSeconds(asNumber(row.createdAt) || null),
      modifiedAt: fromAppleSeconds(asNumber(row.modifiedAt) || null),
    });
  }
  return cards;
}

function cardExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    firstName: table.value('First'),
    middleName: table.value('Middle'),
    lastName: table.value('Last'),
    prefix: table.value('Prefix'),
    suffix: table.value('Suffix'),
    nickname: table.value('Nickname'),
    firstPhonetic: table.value('FirstPhonetic'),
    middlePhonetic: table.value('MiddlePhonetic'),
    lastPhonetic: table.value('LastPhonetic'),
    previousFamilyName: table.value('PreviousFamilyName'),
    company: table.value('Organization'),
    companyPhonetic: table.value('OrganizationPhonetic'),
    department: table.value('Department'),
    jobTitle: table.value('JobTitle'),
    note: table.bounded('Note', MAX_NOTE),
    birthday: table.value('Birthday'),
    alternateBirthday: table.value('AlternateBirthday'),
    kind: table.integer('Kind'),
    displayName: table.value('DisplayName'),
    compositeName: table.value('CompositeNameFallback'),
    guid: table.value('guid'),
    storeId: table.integer('StoreID'),
    personLink: table.integer('PersonLink'),
    isPreferredName: table.flag('IsPreferredName'),
    createdAt: table.integer('CreationDate'),
    modifiedAt: table.integer('ModificationDate'),
    isNoteTooLong: table.exceeds('Note', MAX_NOTE),
  };
}

/** Linked cards of one person; the card whose name is shown is first. */
export type LinkedCards = readonly [Card, ...Card[]];

/** Groups cards by `PersonLink`, ordered by the lowest ROWID of each group. */
export function linkCards(cards: readonly Card[], preferred: ReadonlyMap<number, number>): readonly LinkedCards[] {
  const byLink = new Map<number | string, [Card, ...Card[]]>();
  for (const card of cards) {
    const key = card.personLink ?? `card ${card.rowid}`;
    const linked = byLink.get(key);
    if (linked === undefined) byLink.set(key, [card]);
    else linked.push(card);
  }
  return [...byLink.values()].map((linked) => {
    const named = preferred.get(linked[0].personLink ?? -1);
    const first =
      linked.find(({ rowid }) => rowid === named) ?? linked.find((card) => card.isPreferredName) ?? linked[0];
    return [first, ...linked.filter((card) => card !== first)];
  });
}

/** Cards by link that give a person's name or picture (`ABPersonLink`). */
export function readPreferred(
  db: SqlDatabase,
  column: 'PreferredNamePersonID' | 'PreferredImagePersonID',
  lost: Lost,
): ReadonlyMap<number, number> {
  const table = new SourceTable(db, 'ABPersonLink', lost);
  const preferred = new Map<number, number>();
  if (!table.exists) return preferred;
  for (const row of table.rows({ link: table.rowid, person: table.integer(column) })) {
    const link = asInteger(row.link);
    const person = asInteger(row.person);
    if (link !== null && person !== null && person >= 0) preferred.set(link, person);
  }
  return preferred;
}
