import type { RowOf } from '../../../model/columns.ts';
import type { Accounts } from './accounts.ts';
import type { Card, LinkedCards } from './cards.ts';
import { displayName } from './name.ts';
import type { contactsTable, PhotoReference, SourceCard } from './tables.ts';
import { type CardValues, noValues } from './values.ts';

/** A row of `contacts`. */
export type ContactRow = RowOf<typeof contactsTable>;

/** Data of cards from other tables. */
export interface AddressBook {
  readonly values: ReadonlyMap<number, CardValues>;
  readonly groups: ReadonlyMap<number, readonly string[]>;
  readonly accounts: Accounts;
  readonly photos: ReadonlyMap<number, PhotoReference>;
  /** Card with the shown picture, by link. */
  readonly pictured: ReadonlyMap<number, number>;
}

/**
 * Merges the linked cards of one person into a contact. Single values come from the first card that has one; lists are
 * concatenated without duplicates.
 *
 * @param cards the card whose name is shown is first
 */
export function mergeCards(cards: LinkedCards, book: AddressBook): ContactRow {
  const sourceKey = cards.reduce((lowest, { rowid }) => Math.min(lowest, rowid), Infinity);
  const first = <K extends keyof Card>(name: K): Card[K] | null =>
    cards.find((card) => card[name] !== null)?.[name] ?? null;
  // All parts of the name come from one card.
  const named = cards.find((card) => displayName(card) !== null) ?? cards[0];
  const values = joinValues(cards.map(({ rowid }) => book.values.get(rowid)));
  const accountOf = (card: Card): string | null => book.accounts.names.get(card.storeId ?? -1) ?? null;
  return {
    key: `p${sourceKey}`,
    displayName: displayName(named) ?? values.emails[0]?.value ?? values.phones[0]?.value ?? null,
    firstName: named.firstName,
    middleName: named.middleName,
    lastName: named.lastName,
    prefix: named.prefix,
    suffix: named.suffix,
    nickname: first('nickname'),
    firstPhonetic: first('firstPhonetic'),
    middlePhonetic: first('middlePhonetic'),
    lastPhonetic: first('lastPhonetic'),
    previousFamilyName: first('previousFamilyName'),
    company: first('company'),
    companyPhonetic: first('companyPhonetic'),
    department: first('department'),
    jobTitle: first('jobTitle'),
    isCompany: named.isCompany,
    note: unique(cards.flatMap(({ note }) => note ?? [])).join('\n\n') || null,
    birthday: first('birthday'),
    alternateBirthday: first('alternateBirthday'),
    ...values,
    groups: unique(cards.flatMap(({ rowid }) => book.groups.get(rowid) ?? [])),
    account: cards.map(accountOf).find((account) => account !== null) ?? null,
    isOwner: cards.some(({ rowid }) => book.accounts.ownerCards.has(rowid)),
    photo: photoOf(cards, book),
    cards: cards.map((card): SourceCard => {
      const { rowid, guid, personLink } = card;
      const merged = cards.length === 1 ? 'only' : 'PersonLink';
      return { rowid, guid, account: accountOf(card), displayName: displayName(card), merged, personLink };
    }),
    createdAt: extreme(
      cards.flatMap(({ createdAt }) => createdAt ?? []),
      Math.min,
    ),
    modifiedAt: extreme(
      cards.flatMap(({ modifiedAt }) => modifiedAt ?? []),
      Math.max,
    ),
    sourceKey,
  };
}

/** The picture of the preferred card of the link, otherwise of the first card with one. */
function photoOf(cards: LinkedCards, { photos, pictured }: AddressBook): PhotoReference | null {
  const preferred = photos.get(pictured.get(cards[0].personLink ?? -1) ?? -1);
  return preferred ?? cards.map(({ rowid }) => photos.get(rowid)).find((photo) => photo !== undefined) ?? null;
}

function joinValues(all: readonly (CardValues | undefined)[]): CardValues {
  const known = all.filter((values) => values !== undefined);
  const joined = noValues();
  for (const name of Object.keys(joined) as (keyof CardValues)[]) {
    const values = new Map(known.flatMap((ofCard) => ofCard[name]).map((value) => [JSON.stringify(value), value]));
    Object.assign(joined, { [name]: [...values.values()] });
  }
  return joined;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function extreme(times: readonly number[], pick: (a: number, b: number) => number): number | null {
  return times.length === 0 ? null : times.reduce((a, b) => pick(a, b));
}
