import type { DatabaseSync } from 'node:sqlite';
import { asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { lidJid, phoneJid } from './jid.ts';
import type { LidMap } from './lids.ts';
import { asName, asTrimmed, textColumn } from './values.ts';

/** People that are read; an address book with more is damaged or made to exhaust memory. */
const MAX_PEOPLE = 200_000;

/** A person in WhatsApp's own address book. */
export interface WhatsappContact {
  readonly name: string | null;
  readonly about: string | null;
  /** Seconds until messages disappear in new chats; null where the column is missing, which is not the same as off. */
  readonly disappearingSeconds: number | null;
}

/**
 * Reads `ContactsV2.sqlite` into `contacts`, by address with the number where it is known, and teaches `lids` the pairs it
 * has. Its text columns are BLOBs in some versions (the corpus's backup of iOS 14.3 is one).
 */
export function readAddressBook(
  db: DatabaseSync,
  contacts: Map<string, WhatsappContact>,
  lids: LidMap,
  lost: Lost,
): void {
  const table = new SourceTable(db, 'ZWAADDRESSBOOKCONTACT', lost);
  if (!table.exists) return;
  const expressions = [
    ...['ZWHATSAPPID', 'ZPHONENUMBER', 'ZLID'].map((name) => textColumn(table, name)),
    ...['ZFULLNAME', 'ZGIVENNAME', 'ZLASTNAME', 'ZBUSINESSNAME'].map((name) => textColumn(table, name)),
    ...['ZABOUTTEXT', 'ZABOUTEMOJI'].map((name) => textColumn(table, name)),
    table.integer('ZDISAPPEARINGMODEDURATION'),
  ];
  for (const row of table.rows(expressions, `LIMIT ${MAX_PEOPLE}`)) {
    const phone = phoneJid(asTrimmed(row[0])) ?? phoneJid(asTrimmed(row[1]));
    const lid = lidJid(asTrimmed(row[2])) ?? lidJid(asTrimmed(row[0])?.endsWith('@lid') ? asTrimmed(row[0]) : null);
    lids.add(lid, phone);
    const jid = phone ?? lid;
    if (jid === null || contacts.has(jid)) continue;
    const given = [asName(row[4]), asName(row[5])].filter((part) => part !== null).join(' ');
    const about = [asName(row[8]), asName(row[7])].filter((part) => part !== null).join(' ');
    contacts.set(jid, {
      name: asName(row[3]) ?? (given || asName(row[6])),
      about: about || null,
      disappearingSeconds: asNumber(row[9]),
    });
  }
}

/**
 * Teaches `lids` the pairs of `LID.sqlite` (older: the same table within ChatStorage), and gives the names that go with
 * accounts.
 */
export function readLidPairs(db: DatabaseSync, lids: LidMap, lost: Lost): ReadonlyMap<string, string> {
  const pairs = new SourceTable(db, 'ZWAPHONENUMBERLIDPAIR', lost);
  if (pairs.has('ZLID', 'ZPHONENUMBER')) {
    const rows = pairs.rows([textColumn(pairs, 'ZLID'), textColumn(pairs, 'ZPHONENUMBER')]);
    for (const row of rows) lids.add(lidJid(asTrimmed(row[0])), phoneJid(asTrimmed(row[1])));
  }
  const names = new Map<string, string>();
  const accounts = new SourceTable(db, 'ZWAZACCOUNT', lost);
  if (!accounts.has('ZIDENTIFIER')) return names;
  const columns = ['ZIDENTIFIER', 'ZPHONENUMBER', 'ZDISPLAYNAME'].map((name) => textColumn(accounts, name));
  for (const row of accounts.rows(columns, `LIMIT ${MAX_PEOPLE}`)) {
    const lid = lidJid(asTrimmed(row[0]));
    const name = asName(row[2]);
    if (lid === null) continue;
    lids.add(lid, phoneJid(asTrimmed(row[1])));
    if (name !== null) names.set(lid, name);
  }
  return names;
}
