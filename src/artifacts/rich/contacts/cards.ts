import type { DatabaseSync } from 'node:sqlite';
import { fromAppleSeconds } from '../../../formats/apple-time.ts';
import { msg } from '../../../locales/messages.ts';
import { asInteger, asNumber, asShortText, asText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { readDay } from './birthday.ts';
import type { Names } from './name.ts';

/** Cards that are read; an address book with more is damaged or made to exhaust memory. */
const MAX_CARDS = 200_000;
/** Longest note, in bytes. */
const MAX_NOTE = 1024 * 1024;

/** A row of `ABPerson`. */
export interface Card extends Names {
  readonly rowid: number;
  readonly guid: string | null;
  readonly storeId: number | null;
  /** Equal on the cards of one human; null where the card stands alone. */
  readonly personLink: number | null;
  /** The card whose name is shown for the linked ones. */
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
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
}

/** `ABPerson.Kind` of a company (kABPersonKindOrganization). */
const COMPANY = 1;

/** The rows of `ABPerson`, by ROWID, at most {@link MAX_CARDS}. */
export function readCards(table: SourceTable, lost: Lost): readonly Card[] {
  const expressions = [
    table.rowid,
    ...['First', 'Middle', 'Last', 'Prefix', 'Suffix', 'Nickname'].map((name) => table.value(name)),
    ...['FirstPhonetic', 'MiddlePhonetic', 'LastPhonetic', 'PreviousFamilyName'].map((name) => table.value(name)),
    ...['Organization', 'OrganizationPhonetic', 'Department', 'JobTitle'].map((name) => table.value(name)),
    table.bounded('Note', MAX_NOTE),
    table.value('Birthday'),
    table.integer('Kind'),
    table.value('DisplayName'),
    table.value('CompositeNameFallback'),
    table.value('guid'),
    table.integer('StoreID'),
    table.integer('PersonLink'),
    table.flag('IsPreferredName'),
    table.integer('CreationDate'),
    table.integer('ModificationDate'),
    table.exceeds('Note', MAX_NOTE),
  ];
  const cards: Card[] = [];
  for (const row of table.rows(expressions, 'ORDER BY rowid')) {
    const rowid = asInteger(row[0]);
    if (rowid === null || rowid < 0 || rowid <= (cards.at(-1)?.rowid ?? -1)) {
      lost(msg('lost.no-key.contacts'));
      continue;
    }
    if (cards.length === MAX_CARDS) {
      lost(msg('lost.beyond-limit.contacts', { limit: MAX_CARDS }));
      break;
    }
    const text = (at: number): string | null => asShortText(row[at])?.trim() || null;
    const link = asInteger(row[22]);
    if (row[26] === 1) lost(msg('lost.too-large.contact-notes'));
    cards.push({
      rowid,
      firstName: text(1),
      middleName: text(2),
      lastName: text(3),
      prefix: text(4),
      suffix: text(5),
      nickname: text(6),
      firstPhonetic: text(7),
      middlePhonetic: text(8),
      lastPhonetic: text(9),
      previousFamilyName: text(10),
      company: text(11),
      companyPhonetic: text(12),
      department: text(13),
      jobTitle: text(14),
      note: asText(row[15]) || null,
      birthday: readDay(asShortText(row[16])),
      isCompany: row[17] === COMPANY,
      fallback: text(18) ?? text(19),
      guid: text(20),
      storeId: asInteger(row[21]),
      personLink: link === null || link < 0 ? null : link,
      isPreferredName: row[23] === 1,
      createdAt: fromAppleSeconds(asNumber(row[24]) || null),
      modifiedAt: fromAppleSeconds(asNumber(row[25]) || null),
    });
  }
  return cards;
}

/** The cards of one human, the one whose name is shown first. */
export type LinkedCards = readonly [Card, ...Card[]];

/** Puts the cards of one human together, by `PersonLink`. Ordered by the lowest ROWID of each. */
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

/** Which card the human behind a link is named after, or takes the picture of (`ABPersonLink`), by link. */
export function readPreferred(
  db: DatabaseSync,
  column: 'PreferredNamePersonID' | 'PreferredImagePersonID',
  lost: Lost,
): ReadonlyMap<number, number> {
  const table = new SourceTable(db, 'ABPersonLink', lost);
  const preferred = new Map<number, number>();
  if (!table.exists) return preferred;
  for (const row of table.rows([table.rowid, table.integer(column)])) {
    const link = asInteger(row[0]);
    const person = asInteger(row[1]);
    if (link !== null && person !== null && person >= 0) preferred.set(link, person);
  }
  return preferred;
}
