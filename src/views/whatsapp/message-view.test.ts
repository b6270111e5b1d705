import { expect, it } from 'vitest';
import { whatsappTables } from '../../artifacts/rich/whatsapp/tables.ts';
import { wordlessSentence } from '../chats/message-sentences.ts';
import { ContactDirectory } from '../contacts/contact-directory.ts';
import { People } from '../people/people.ts';
import { whatsappMessageView, whatsappReply } from './message-view.ts';
import type { WhatsappAttachmentRow, WhatsappMessageRow } from './rows.ts';

const people = new People(new ContactDirectory([], true));
const EMPTY = Object.fromEntries(Object.keys(whatsappTables.whatsapp_messages.columns).map((name) => [name, null]));

function view(row: Partial<WhatsappMessageRow>, attachments: readonly WhatsappAttachmentRow[] = []) {
  const around = { chat: 1, attachments, original: null, deletedAt: null };
  return whatsappMessageView({ ...(EMPTY as unknown as WhatsappMessageRow), key: 1, ...row }, people, around);
}

it('names the person who deleted a message by the WhatsApp name without a contact', () => {
  const message = view({ kind: 'deleted', deletedBy: '+14155550102', deletedByName: '~Bobby' });
  expect(message.deletedBy?.name).toBe('~Bobby');
  expect(wordlessSentence(message)).toBe('deleted by ~Bobby');
});

it('has ticks, view once and payments', () => {
  const payment = {
    amount: 12.5,
    currency: 'INR',
    at: 1,
    sender: { jid: '1@lid', handle: '1@lid', name: 'Ann' },
    receiver: null,
    transactionId: 'T',
    bankTransactionId: null,
    statusCode: 1,
    typeCode: 1,
    errorCode: null,
  };
  expect(view({ status: 'read', isViewOnce: true, payment })).toMatchObject({
    status: 'read',
    isViewOnce: true,
    payment: { amount: 12.5, currency: 'INR', sender: { name: 'Ann' }, receiver: null, statusCode: 1 },
  });
});

it.each([
  [{ played: 2, recipients: 2 }, 'read', 'played'],
  [{ played: 1, recipients: 2 }, 'read', 'read'],
  [{ played: 1 }, 'read', 'read'],
  [{ played: 1, recipients: 1 }, 'delivered', 'delivered'],
  [null, 'read', 'read'],
] as const)('with the receipts %j a message that is %s is %s', (receipts, stored, status) => {
  expect(view({ status: stored, receipts }).status).toBe(status);
});

it.each([
  ['audio', 'audio/ogg; codecs=opus', 'Media/4c1b-7f.opus', true],
  ['audio', null, 'Media/4c1b-7f.opus', true],
  ['audio', 'audio/mpeg', 'Media/song.mp3', false],
  ['document', 'audio/ogg', 'Media/a.ogg', false],
] as const)('%s of the type %s is a voice message: %s, %s', (kind, mimeType, path, isVoiceMessage) => {
  const empty = Object.fromEntries(
    Object.keys(whatsappTables.whatsapp_attachments.columns).map((name) => [name, null]),
  );
  const file = { ...(empty as unknown as WhatsappAttachmentRow), key: 1, mimeType, path };
  expect(view({ kind }, [file]).attachments[0]?.isVoiceMessage).toBe(isVoiceMessage);
});

it('quotes the names of the people whom the answered message mentions', () => {
  const row = EMPTY as unknown as WhatsappMessageRow;
  const mention = (start: number, name: string) => ({
    start,
    length: 6,
    person: { jid: `${name}@lid`, handle: `${name}@lid`, name },
  });
  const mentions = [mention(14, 'Ben'), mention(3, 'Ann')];
  const original = { ...row, key: 7, text: 'Hi @12345 and @67890!', mentions };
  expect(whatsappReply({ ...row, replyTo: 'S7' }, original, people)?.excerpt).toBe('Hi @Ann and @Ben!');
});

it('quotes what a reply keeps of a message that no longer exists', () => {
  const row = { ...(EMPTY as unknown as WhatsappMessageRow), replyTo: 'GONE' };
  const ann = { jid: 'a@lid', handle: 'a@lid', name: 'Ann' };
  const quoteOf = (quoted: Partial<NonNullable<WhatsappMessageRow['quoted']>>) =>
    whatsappReply({ ...row, quoted: { stanzaId: 'GONE', sender: ann, text: null, ...quoted } }, null, people);
  const mentions = [{ start: 3, length: 6, person: ann }];
  expect(quoteOf({ text: 'Hi @12345!', mentions })).toMatchObject({
    key: null,
    excerpt: 'Hi @Ann!',
    gist: null,
    sender: { name: 'Ann' },
  });
  const voice = { kind: 'voice-message', count: 1, seconds: 9, name: null, text: 'Voice message 0:09' };
  expect(quoteOf({ gist: 'voice-message', seconds: 9 })).toMatchObject({ excerpt: voice.text, gist: voice });
  expect(quoteOf({})).toMatchObject({ excerpt: null, gist: null });
});
