import { isUtf8 } from 'node:buffer';
import { type ContactCard, readVcard } from '../../../formats/vcard.ts';

/** Separator of the names, and of the cards, of several contacts in one message. */
const NAME_SEPARATOR = '_$!<Name-Separator>!$_';
const CARD_SEPARATOR = '_$!<VCard-Separator>!$_';

/** Maximum number of contacts of one message. */
const MAX_CARDS = 500;

/** The contacts in `ZVCARDNAME` and `ZVCARDSTRING`. With more names than cards the first is the title of the list. */
export function readContactCards(names: string | null, cards: string | null): readonly ContactCard[] {
  const nameList = names === null ? [] : names.split(NAME_SEPARATOR, MAX_CARDS + 1);
  const cardList = cards === null ? [] : cards.split(CARD_SEPARATOR, MAX_CARDS);
  if (cardList.length > 0 && nameList.length > cardList.length) nameList.shift();
  const contacts: ContactCard[] = [];
  for (let index = 0; index < Math.max(nameList.length, cardList.length) && index < MAX_CARDS; index++) {
    const vcard = cardList[index]?.trim() || null;
    const { name, phones, emails } = readVcard(vcard ?? '');
    contacts.push({ name: shownName(nameList[index]?.trim() ?? '') || name, phones, emails, vcard });
  }
  return contacts;
}

/** A name in quoted-printable, as versions of about 2014 have some: `=C3=84nne`. */
const ENCODED = /^=[0-9A-F]{2}(?:=[0-9A-F]{2}|[\x20-\x3c\x3e-\x7e])*$/;

function shownName(name: string): string {
  if (!ENCODED.test(name)) return name;
  const bytes = name.replace(/=([0-9A-F]{2})/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
  const decoded = Buffer.from(bytes, 'latin1');
  return isUtf8(decoded) ? decoded.toString() : name;
}
