import { expect, it } from 'vitest';
import type { AttachmentView, MessageView } from '../contract/messages.ts';
import { formatMessage } from './message-text.ts';
import type { Output } from './output.ts';

/** A message with what these tests are about. */
function message(fields: Partial<MessageView>): MessageView {
  const nothing = {
    key: '1',
    sentAt: 0,
    sender: { isOwner: false, name: 'Ann' },
    text: null,
    editedAt: null,
    isStarred: false,
    forwardCount: null,
    deletedAt: null,
    deletedBy: null,
    error: null,
    scheduledFor: null,
    announcement: null,
    replyTo: null,
    subject: null,
    attachments: [],
    reactions: [],
    edits: [],
    balloon: null,
    call: null,
    location: null,
    contactCards: [],
    poll: null,
    links: [],
    mentions: [],
    deletedParts: [],
    translations: [],
    badges: [],
    details: {},
    drawing: null,
    app: null,
  };
  return { ...nothing, ...fields } as unknown as MessageView;
}

const said = (fields: Partial<MessageView>): string =>
  formatMessage(message(fields), { style: (_style, text) => text } as Output);

it('has what a voice message says, translations and the prompt of a Genmoji', () => {
  const attachment = { name: 'a.caf', mimeType: 'audio/x-caf', bytes: null, state: 'present', isHidden: false };
  const voice = { ...attachment, transcript: 'Lemons, please', description: null } as AttachmentView;
  const genmoji = { ...attachment, transcript: null, description: 'a lemon in a boat' } as AttachmentView;
  const text = said({
    attachments: [voice, genmoji],
    text: 'Je voudrais du poulet',
    translations: [{ part: 0, text: 'I would like chicken', from: 'fr_FR', to: 'en_GB' }],
  });
  for (const part of ['[it says: Lemons, please]', 'a lemon in a boat', '[translated to en_GB: I would like chicken]'])
    expect(text).toContain(part);
});

it('says how it was sent where that is special', () => {
  const text = said({ text: 'Help', badges: ['satellite', 'sos'], details: { flags: ['spam'] } });
  expect(text.split('\n')[0]).toMatch(/By satellite {2}SOS {2}spam$/);
});

it('says of what was deleted for everyone when that was, and not that it is in the bin', () => {
  const deletedAt = Date.UTC(2024, 0, 1, 1, 7, 1);
  expect(said({ kind: 'deleted', deletedAt })).toMatch(/\[1\] {2}deleted 202/);
  expect(said({ kind: 'text', text: 'Hi', deletedAt })).toMatch(/\[1\] {2}recently deleted 202/);
});

it('tells edited messages from unsent ones', () => {
  const head = (fields: Partial<MessageView>): string => said({ editedAt: 9, ...fields }).split('\n')[0] ?? '';
  const edits = [{ part: 0, unsent: true, history: [{ at: null, text: 'see you' }] }];
  expect(head({ text: 'Hi' })).toMatch(/\[1\] {2}edited$/);
  expect(head({ text: 'left', edits })).toMatch(/\[1\] {2}partly unsent$/);
  expect(head({ edits })).toMatch(/\[1\] {2}unsent$/);
  expect(said({ edits })).toContain('\n    [before: see you]\n');
  expect(said({ edits })).not.toContain('a part was unsent');
  const announcement = { kind: 'unsent', text: 'Ann unsent a message' } as NonNullable<MessageView['announcement']>;
  expect(head({ edits, announcement })).toMatch(/\[1\]$/);
});

it('has bubbles on lines of their own, with files where they are', () => {
  const file = (name: string) =>
    ({ name, mimeType: null, bytes: null, state: 'present', transcript: null, description: null }) as AttachmentView;
  const parts = (...starts: number[]) => ({
    parts: starts.map((start, part) => ({ part, runs: [{ start, length: 1 }] })),
  });
  expect(said({ text: 'EinsZwei', details: parts(0, 4) })).toMatch(/\n {4}Eins\n {4}Zwei\n$/);
  const between = { text: 'Eins\ufffcZwei', attachments: [file('a.jpg')], details: parts(0, 4, 5) };
  expect(said(between)).toMatch(/\n {4}Eins\n {4}\[a.jpg\]\n {4}Zwei\n$/);
  const inline = { parts: [{ part: 0, runs: [{ start: 2, length: 1, inline: true }] }] };
  const genmoji = { text: 'A \ufffc!', attachments: [file('b.heic')], details: inline };
  expect(said(genmoji)).toMatch(/\n {4}A <b.heic>!\n {4}\[b.heic\]\n$/);
});

it('names the people whom a text mentions', () => {
  const person = { isOwner: false, name: 'Ben' } as MessageView['mentions'][number]['person'];
  const mentions = [{ start: 3, length: 8, person }];
  expect(said({ text: 'Hi @4915123, there', mentions })).toContain('    Hi @Ben, there\n');
});
