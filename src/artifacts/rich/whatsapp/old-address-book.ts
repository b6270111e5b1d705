import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, type Lookup, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import type { WhatsappContact } from './address-book.ts';
import { phoneJid } from './jid.ts';
import { OLD_BOOK } from './keys.ts';
import { asAppleTime, asName, asTrimmed, textColumn } from './values.ts';

/** Maximum number of people; exceeded only by damaged or hostile stores. */
const MAX_PEOPLE = 200_000;

/**
 * Reads `Contacts.sqlite`, the address book of versions before `ContactsV2.sqlite`, into `contacts`, by JID. A person has
 * several numbers; what the person says about themselves belongs to the number.
 */
export function readOldAddressBook(db: SqlDatabase, contacts: Map<string, WhatsappContact>, lost: Lost): void {
  const phones = new SourceTable(db, 'ZWAPHONE', lost);
  if (!phones.exists) return;
  const personOf = lookupIn(db, 'ZWACONTACT', ['ZFULLNAME', 'ZFIRSTNAME'], lost);
  const statusOf = lookupIn(db, 'ZWASTATUS', ['ZTEXT', 'ZWHATSAPPID', 'ZDATE'], lost);
  const expressions = {
    pk: phones.rowid,
    person: phones.integer('ZCONTACT'),
    status: phones.integer('ZSTATUS'),
    phone: textColumn(phones, 'ZPHONE'),
    whatsappId: textColumn(phones, 'ZWHATSAPPID'),
  };
  for (const row of phones.rows(expressions, `ORDER BY rowid LIMIT ${MAX_PEOPLE}`)) {
    const pk = asInteger(row.pk);
    const person = personOf(asInteger(row.person));
    const status = statusOf(asInteger(row.status));
    // The id is the number without its plus sign.
    const whatsappId = asTrimmed(row.whatsappId) ?? asTrimmed(status?.ZWHATSAPPID);
    const jid = phoneJid(whatsappId) ?? internationalJid(asTrimmed(row.phone));
    if (jid === null || contacts.has(jid)) continue;
    contacts.set(jid, {
      pk: pk === null || pk < 0 || pk >= OLD_BOOK ? null : OLD_BOOK + pk,
      isOnWhatsapp: whatsappId !== null,
      businessName: null,
      name: asName(person?.ZFULLNAME) ?? asName(person?.ZFIRSTNAME),
      about: asName(status?.ZTEXT),
      aboutAt: asName(status?.ZTEXT) === null ? null : dateIn(status?.ZDATE),
      username: null,
      disappearingSeconds: null,
    });
  }
}

/**
 * Reads the favourites in `ChatStorage.sqlite`, which versions until about 2012 have in place of an address book, into
 * `contacts`, by JID. They give names, and have no records.
 */
export function readFavourites(db: SqlDatabase, contacts: Map<string, WhatsappContact>, lost: Lost): void {
  const favourites = new SourceTable(db, 'ZWAFAVORITE', lost);
  if (!favourites.has('ZDISPLAYNAME')) return;
  const statusOf = lookupIn(db, 'ZWASTATUS', ['ZSTATUSTEXT'], lost);
  const expressions = {
    status: favourites.integer('ZSTATUS'),
    name: textColumn(favourites, 'ZDISPLAYNAME'),
    phone: textColumn(favourites, 'ZPHONENUMBER'),
    whatsappId: textColumn(favourites, 'ZWHATSAPPID'),
  };
  for (const row of favourites.rows(expressions, `ORDER BY rowid LIMIT ${MAX_PEOPLE}`)) {
    const jid = phoneJid(asTrimmed(row.whatsappId)) ?? internationalJid(asTrimmed(row.phone));
    if (jid === null || contacts.has(jid)) continue;
    contacts.set(jid, {
      pk: null,
      isOnWhatsapp: true,
      businessName: null,
      name: asName(row.name),
      about: asName(statusOf(asInteger(row.status))?.ZSTATUSTEXT),
      aboutAt: null,
      username: null,
      disappearingSeconds: null,
    });
  }
}

/** A date that was read as text. */
function dateIn(value: SqlValue | undefined): number | null {
  const text = asTrimmed(value);
  return text === null ? null : asAppleTime(Number(text));
}

/** Finds columns of a row, as text, by Z_PK; null for none, also where the table is missing. */
function lookupIn<const Name extends string>(
  db: SqlDatabase,
  name: string,
  columns: readonly Name[],
  lost: Lost,
): (pk: number | null) => ReturnType<Lookup<Name>> {
  const table = new SourceTable(db, name, lost);
  if (!table.exists) return () => null;
  const expressions = Object.fromEntries(columns.map((column) => [column, textColumn(table, column)]));
  const find = table.lookup(expressions as Record<Name, string>);
  return (pk) => (pk === null ? null : find(pk));
}

/** A number that is complete: others lack the code of their country. */
function internationalJid(phone: string | null): string | null {
  return phone !== null && /^(?:\+|00)/.test(phone) ? phoneJid(phone.replace(/^00/, '+')) : null;
}
