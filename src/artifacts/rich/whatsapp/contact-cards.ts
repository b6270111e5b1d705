import type { ContactCard } from './json-types.ts';

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
    const lines = vcard === null ? [] : vcard.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
    contacts.push({
      name: nameList[index]?.trim() || valuesOf(lines, 'FN')[0] || null,
      phones: valuesOf(lines, 'TEL'),
      emails: valuesOf(lines, 'EMAIL'),
      vcard,
    });
  }
  return contacts;
}

/** Values of a vCard property (RFC 6350 §3.3), regardless of group (`item1.`) and parameters. */
function valuesOf(lines: readonly string[], property: string): string[] {
  const start = new RegExp(`^(?:[\\w-]+\\.)?${property}(?:;[^:]*)?:`, 'i');
  return lines.flatMap((line) => {
    const match = start.exec(line);
    const value = match === null ? '' : line.slice(match[0].length).trim();
    return value === '' ? [] : [value];
  });
}
