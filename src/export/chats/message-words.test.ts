import { expect, it } from 'vitest';
import { whatsappTables } from '../../artifacts/rich/whatsapp/tables.ts';
import { ContactDirectory } from '../../views/contacts/contact-directory.ts';
import { People } from '../../views/people/people.ts';
import { whatsappMessageView } from '../../views/whatsapp/message-view.ts';
import type { WhatsappMessageRow } from '../../views/whatsapp/rows.ts';
import { LocalTime } from '../format/local-time.ts';
import { linkWords, messageLines, messageMarks } from './message-words.ts';

const EMPTY = Object.fromEntries(Object.keys(whatsappTables.whatsapp_messages.columns).map((name) => [name, null]));
const people = new People(new ContactDirectory([], true));
const UTC = new LocalTime('UTC');
const view = (row: Partial<WhatsappMessageRow>) =>
  whatsappMessageView({ ...(EMPTY as unknown as WhatsappMessageRow), key: 1, ...row }, people, {
    chat: 1,
    attachments: [],
    original: null,
    deletedAt: null,
  });

it('marks what is to be seen once, and how far it got', () => {
  const message = view({ kind: 'image', isFromMe: true, isViewOnce: true, status: 'delivered' });
  expect(messageMarks(message, UTC)).toEqual(['view once', 'delivered']);
});

it('does not mark what was deleted for everyone as being in the bin', () => {
  const at = Date.UTC(2024, 0, 1);
  expect(messageMarks({ ...view({ kind: 'deleted' }), deletedAt: at }, UTC)).toEqual([]);
  expect(messageMarks({ ...view({ kind: 'text', text: 'Hi' }), deletedAt: at }, UTC)).toEqual(['recently deleted']);
});

it('has a line for a payment, and no other where there are no words', () => {
  const payment = {
    amount: 12.5,
    currency: 'INR',
    at: 1,
    sender: { jid: '1@lid', handle: '1@lid', name: 'Ann' },
    receiver: null,
    transactionId: 'T',
    bankTransactionId: null,
    statusCode: 6,
    typeCode: 1,
    errorCode: null,
  };
  expect(messageLines(view({ kind: 'text', payment }), UTC)).toEqual([['Payment: 12.5 INR, from Ann, state code 6']]);
  expect(messageLines(view({ kind: 'text', text: 'rent', payment }), UTC)).toHaveLength(2);
});

it('has the title of a link whose address is another one than in the message, after a redirection', () => {
  const link = { url: 'https://tents.example/a?b=1&c=2', title: 'Tent & Co', summary: 'Dry', shared: null };
  const words = (said: string | null) => linkWords({ ...link, site: null, thumbnail: null }, said);
  expect(words('https://t.example/x')).toEqual([link.url, 'Tent & Co', 'Dry']);
  expect(words(`look: ${link.url}`)).toEqual(['Tent & Co', 'Dry']);
  expect(words(`Tent & Co ${link.url}`)).toEqual(['Dry']);
  expect(words(null)).toEqual([link.url, 'Tent & Co', 'Dry']);
});
