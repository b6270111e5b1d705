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
    contacts.push({ name: nameList[index]?.trim() || name, phones, emails, vcard });
  }
  return contacts;
}
