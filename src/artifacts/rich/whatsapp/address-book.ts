import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { lidJid, phoneJid } from './jid.ts';
import type { LidMap } from './lids.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Maximum number of people; exceeded only by damaged or hostile stores. */
const MAX_PEOPLE = 200_000;

/** A person in WhatsApp's own address book. */
export interface WhatsappContact {
  readonly pk: number | null;
  /** False for a number of the phone's contacts that has no WhatsApp, as far as the app knew. */
  readonly isOnWhatsapp: boolean;
  readonly businessName: string | null;
  readonly name: string | null;
  readonly about: string | null;
  /** When they wrote that, UTC milliseconds. */
  readonly aboutAt: number | null;
  /** The name by which others find them without a number. */
  readonly username: string | null;
  /** Default disappearing-message timer of new chats in seconds, 0 for off; null if the column is missing. */
  readonly disappearingSeconds: number | null;
}

/**
 * Reads `ContactsV2.sqlite` into `contacts`, by JID (with the phone number if known), and adds its JID pairs to `lids`.
 * Text columns are BLOBs in some versions.
 */
export function readAddressBook(
  db: SqlDatabase,
  contacts: Map<string, WhatsappContact>,
  lids: LidMap,
  lost: Lost,
): void {
  const table = new SourceTable(db, 'ZWAADDRESSBOOKCONTACT', lost);
  if (!table.exists) return;
  const expressions = {
    pk: table.rowid,
    whatsappId: textColumn(table, 'ZWHATSAPPID'),
    phone: textColumn(table, 'ZPHONENUMBER'),
    lid: textColumn(table, 'ZLID'),
    fullName: textColumn(table, 'ZFULLNAME'),
    givenName: textColumn(table, 'ZGIVENNAME'),
    lastName: textColumn(table, 'ZLASTNAME'),
    businessName: textColumn(table, 'ZBUSINESSNAME'),
    about: textColumn(table, 'ZABOUTTEXT'),
    aboutEmoji: textColumn(table, 'ZABOUTEMOJI'),
    aboutAt: table.integer('ZABOUTTIMESTAMP'),
    username: textColumn(table, 'ZUSERNAME'),
    disappearingSeconds: table.integer('ZDISAPPEARINGMODEDURATION'),
  };
  for (const row of table.rows(expressions, `LIMIT ${MAX_PEOPLE}`)) {
    const whatsappId = asTrimmed(row.whatsappId);
    const phone = phoneJid(whatsappId) ?? phoneJid(asTrimmed(row.phone));
    const lid = lidJid(asTrimmed(row.lid)) ?? lidJid(whatsappId?.endsWith('@lid') ? whatsappId : null);
    lids.add(lid, phone);
    const jid = phone ?? lid;
    if (jid === null || contacts.has(jid)) continue;
    const given = [asName(row.givenName), asName(row.lastName)].filter((part) => part !== null).join(' ');
    const about = [asName(row.aboutEmoji), asName(row.about)].filter((part) => part !== null).join(' ');
    contacts.set(jid, {
      pk: asInteger(row.pk),
      isOnWhatsapp: whatsappId !== null || lid !== null,
      businessName: asName(row.businessName),
      name: asName(row.fullName) ?? (given || asName(row.businessName)),
      about: about || null,
      aboutAt: about === '' ? null : asAppleTime(row.aboutAt),
      username: asName(row.username),
      disappearingSeconds: asNumber(row.disappearingSeconds),
    });
  }
}

/**
 * Adds the JID pairs in `LID.sqlite` (in older versions in ChatStorage) to `lids`. Returns names of accounts by LID.
 */
export function readLidPairs(db: SqlDatabase, lids: LidMap, lost: Lost): ReadonlyMap<string, string> {
  const pairs = new SourceTable(db, 'ZWAPHONENUMBERLIDPAIR', lost);
  if (pairs.has('ZLID', 'ZPHONENUMBER')) {
    const rows = pairs.rows({ lid: textColumn(pairs, 'ZLID'), phone: textColumn(pairs, 'ZPHONENUMBER') });
    for (const row of rows) lids.add(lidJid(asTrimmed(row.lid)), phoneJid(asTrimmed(row.phone)));
  }
  const names = new Map<string, string>();
  const accounts = new SourceTable(db, 'ZWAZACCOUNT', lost);
  if (!accounts.has('ZIDENTIFIER')) return names;
  const columns = {
    lid: textColumn(accounts, 'ZIDENTIFIER'),
    phone: textColumn(accounts, 'ZPHONENUMBER'),
    name: textColumn(accounts, 'ZDISPLAYNAME'),
  };
  for (const row of accounts.rows(columns, `LIMIT ${MAX_PEOPLE}`)) {
    const lid = lidJid(asTrimmed(row.lid));
    const name = asName(row.name);
    if (lid === null) continue;
    lids.add(lid, phoneJid(asTrimmed(row.phone)));
    if (name !== null) names.set(lid, name);
  }
  return names;
}
