import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickIf } from '../../../test/support/depth.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { ExportRequest } from '../../contract/export.ts';
import { type ChatSource, chatSources, isPlainMessage, PLAIN, type Relations } from '../../views/index.ts';
import { aboutExport } from '../about.ts';
import { wordsIn } from '../language/words.ts';
import type { ExportJob } from '../types.ts';
import { chatExporter } from './export-chats.ts';
import { MessageTemplates } from './message-templates.ts';

/** Keys, ids and texts of the examples that templates are cut from. */
const EXAMPLES = [
  '8206431975',
  'example-6f0c52e9-id',
  'Example 6f0c52e9 text',
  '7351904268',
  'another-b81d37a4',
  'Another b81d37a4',
];

const TEXTS = [
  'hello',
  'a & b < c > "d" \'e\' \\ \u007f\u0085',
  'two\nlines\r\nand\u2028more\vof\fthem\u0085',
  'see https://example.com/a?b=1&c=<2>. And https://example.org',
  '👍',
  'ℹ️',
  'ℹ',
  '👩‍👩‍👧‍👦 family',
  '1️⃣',
  '42',
  '...',
  '',
  ' ',
  ' starts with a space',
  '\ufeffstarts with a mark',
  'in the \ufffc middle',
  'a \ufeff mark',
  'lone \ud800 surrogate',
  '*bold* and _italic_ ~struck~ ```code```',
  'not_marked*up',
  'Größe 测试 עברית',
  'x'.repeat(70_000),
  ...EXAMPLES,
  '1049612889000 07:08:09 2003-04-06 07:08:09',
];
const TIMES = [null, 0, -1, 1, 1_111_885_199_999, 1_111_885_200_000, 1_700_000_000_123, 9_000_000_000_000_000];
const SENDERS = ['anna@example.com', 'ben@example.com', ...EXAMPLES, null];

/** Reactions with what is special of kinds, senders and times. */
const TAPBACKS = (['love', 'emoji', 'like', 'laugh', 'sticker'] as const).map((kind, index) => ({
  part: index % 2,
  kind,
  ...(kind === 'emoji' ? { emoji: '<👍>"' } : {}),
  isFromMe: index === 1,
  sender: index === 1 ? null : (SENDERS[index] ?? null),
  at: index === 3 ? 1_049_612_889_000 : 1_700_000_000_000 + index,
  message: 900_000 + index,
}));

/** An app of `defineChats`. */
const DECLARED = 'instagram';
const APPS = ['messages', 'whatsapp', DECLARED];

/** Some messages answer the third one before; that of every other is not there. */
function answer(key: number, to: string): { readonly replyTo?: string; readonly replyToKey?: number | null } {
  return key % 29 === 0 ? { replyTo: to, replyToKey: key % 2 === 0 ? null : key - 3 } : {};
}

/** A plain message with a mark. */
const MARKED = 29;

let fixture: ViewFixture;

beforeAll(async () => {
  fixture = await openViewFixture();
  await fixture.index('contacts', (rows) => {
    rows.contact('p1', `Anna ${EXAMPLES.join(' ')} 07:08:09`, ['anna@example.com']);
  });
  const kinds = TEXTS.flatMap((text) => SENDERS.map((sender) => ({ text, sender })));
  // Enough of each for a template, and rare ones in between.
  const messages = Array.from({ length: 4 * kinds.length }, (_, index) => ({
    key: index + 1,
    at: index * 3_600_000 * 5,
    ...kinds[index % kinds.length],
    time: TIMES[index % TIMES.length] ?? null,
    isFromMe: index % 3 === 0,
  }));
  await fixture.index('messages', (rows) => {
    rows.conversation(1, ['anna@example.com', 'ben@example.com'], { messageCount: messages.length });
    for (const { key, at, text = '', sender = null, time, isFromMe } of messages) {
      rows.message(key, 1, key % 7 === 0 ? time : at, {
        guid: key % 11 === 0 ? null : `GUID "${key}"`,
        text: key % 13 === 0 ? null : text,
        sender,
        isFromMe,
        service: key % 5 === 0 ? 'SMS' : 'iMessage',
        deliveredAt: key % 2 === 0 ? at + 1000 : null,
        readAt: key % 3 === 0 ? at + 2000 : key % 17 === 0 ? time : null,
        flags: ['sent', 'delivered'],
        kind: 'text',
        ...(key % 19 === 0 ? { subject: 'rare' } : {}),
        ...(key % 4 === 0 ? { reactions: TAPBACKS.slice(key % 3, (key % 3) + (key % 8 === 0 ? 3 : 1)) } : {}),
        ...answer(key, `GUID "${key - 3}"`),
        ...(key % 29 === 0 ? { replyPart: 1, replyRange: { start: 1, length: 3 } } : {}),
      });
      if (key % 29 === 0) {
        rows.add('message_threads', { thread: `GUID "${key - 3}"`, at, message: key, isReply: true });
      }
    }
  });
  await fixture.index('whatsapp', (rows) => {
    rows.add('whatsapp_chats', { key: 1, jid: '1@g.us', kind: 'group', messageCount: messages.length });
    for (const { key, at, text = '', sender = null, time, isFromMe } of messages) {
      const sentAt = key % 7 === 0 ? time : at;
      rows.add('whatsapp_messages', {
        key,
        chat: 1,
        stanzaId: `ID${key}`,
        text,
        sender,
        isFromMe,
        sentAt,
        storedAt: at,
        app: 'whatsapp',
        kind: 'text',
        isStarred: key % 5 === 0,
        ...answer(key, `ID${key - 3}`),
        ...(key % 58 === 0 ? { quoted: { stanzaId: `ID${key - 3}`, text: 'quoted "words"', sender: null } } : {}),
        receipts: key % 23 === 0 ? { delivered: key } : null,
        ...(key % 19 === 0 ? { forwardCount: 2 } : {}),
        ...(key % 4 === 0
          ? {
              reactions: [
                {
                  emoji: '"&👍',
                  isFromMe: key % 8 === 0,
                  sender: sender === null ? null : { jid: sender, handle: sender, name: sender },
                  at: key % 3 === 0 ? null : at,
                },
              ],
            }
          : {}),
      });
      rows.add('whatsapp_chat_items', { chat: 1, at: sentAt ?? 0, message: key });
    }
  });
  await fixture.index(DECLARED, (rows) => {
    const add = (table: string, row: object) => rows.add(`${DECLARED}_${table}` as 'messages', row);
    add('chats', { key: 1, kind: 'group', title: 'Group', messageCount: messages.length });
    for (const { key, at, text = '', sender = null, time, isFromMe } of messages) {
      const sentAt = key % 7 === 0 ? time : at;
      const reaction = { emoji: '"&👍', isFromMe: key % 8 === 0, sender: null, at: key % 3 === 0 ? null : at };
      add('messages', {
        key,
        chat: 1,
        messageId: `ID${key}`,
        text,
        sender,
        isFromMe,
        sentAt,
        kind: 'text',
        isStarred: key % 5 === 0,
        ...answer(key, `ID${key - 3}`),
        ...(key % 19 === 0 ? { editedAt: at } : {}),
        ...(key % 4 === 0 ? { reactions: [{ ...reaction, count: 2 }, reaction] } : {}),
      });
      add('chat_items', { chat: 1, at: sentAt ?? 0, message: key });
    }
  });
  for (const { tables } of chatSources.filter(({ artifact }) => APPS.includes(artifact))) {
    const records = [MARKED, 2 * MARKED].map((key) => ({ kind: tables.messageKind, key: String(key) }));
    await fixture.store.marks.change(fixture.backup, records, { starred: true, tags: ['court'] });
  }
});

afterAll(() => fixture.dispose());

/** A source whose messages are all views. */
function viewsOf(source: ChatSource): ChatSource {
  return {
    ...source,
    async *scan(...of) {
      for await (const batch of source.scan(...of)) {
        const messages = batch.messages.map((each) => (isPlainMessage(each) ? batch.view(each) : each));
        yield { ...batch, messages };
      }
    },
  };
}

async function made(source: ChatSource, format: string, language: string): Promise<string> {
  const exporter = chatExporter(source);
  const request: ExportRequest = {
    what: exporter.what,
    format,
    timeZone: 'Europe/Berlin',
    language,
    files: false,
    bom: false,
    exportedAt: 1,
  };
  const of = { views: fixture.ctx, files: null, version: '1', words: wordsIn(language) };
  const job = {
    ...of,
    backup: fixture.backup,
    request,
    about: await aboutExport(of, fixture.backup, request, exporter),
  } as ExportJob;
  let all = '';
  for await (const { path, contents } of exporter.files(job)) {
    all += `${path}\n`;
    for await (const piece of contents) all += piece.toString();
  }
  return all;
}

function relationsOf({ reactions, replyTo, thread }: Relations): string {
  return [reactions, replyTo, thread].map((each) => JSON.stringify(each)).join(' ');
}

describe.each(APPS)('plain messages of %s', (app) => {
  const source = chatSources.find(({ artifact }) => artifact === app) as ChatSource;

  itForSome(
    [
      ['html', 'en'],
      ['html', 'de'],
      ['txt', 'en'],
      ['txt', 'fr'],
      ['json', 'en'],
      ['jsonl', 'en'],
    ] as const,
    // Each sort of template once, in two languages.
    ([format, language]) => ['html de', 'txt en', 'jsonl en'].includes(`${format} ${language}`),
  )('are the same as their views in %s (%s)', async ([format, language]) => {
    const text = await made(source, format, language);
    expect(text.length).toBeGreaterThan(100_000);
    expect(text).toBe(await made(viewsOf(source), format, language));
    expect(text.match(/#court|"court"/g)).toHaveLength(2);
  });

  // Those of declared apps share their code.
  const depth = quickIf(app === 'messages' || app === 'whatsapp');
  it('have the views of messages that are read in full, with relations or without', depth, async () => {
    const related = { reactions: 0, replyTo: 0, thread: 0 };
    for await (const batch of source.scan(fixture.ctx, fixture.backup, '1', {})) {
      for (const message of batch.messages) {
        if (!isPlainMessage(message)) continue;
        const [key, relations] = [String(message[PLAIN.key]), batch.relations.get(message)];
        if (relations === undefined && message[PLAIN.key] % 50 !== 0) continue;
        const view = await source.message(fixture.ctx, fixture.backup, key);
        const { reactions, replyTo, thread } = view;
        expect(JSON.stringify(batch.view(message))).toBe(JSON.stringify(view));
        expect(relations ?? { reactions: [], replyTo: null, thread: null }).toEqual({ reactions, replyTo, thread });
        if (reactions.length > 0) related.reactions++;
        if (replyTo !== null) related.replyTo++;
        if (thread !== null) related.thread++;
      }
    }
    expect(related.reactions).toBeGreaterThan(50);
    expect(related.replyTo).toBeGreaterThan(20);
    if (app === 'messages') expect(related.thread).toBeGreaterThan(related.replyTo);
  });

  it('are written by templates, not by their views', async () => {
    let written = 0;
    let messages = 0;
    const templates = new MessageTemplates({
      write: (view) => {
        written++;
        return `${view.key} ${view.text} ${relationsOf(view)}`;
      },
      text: String,
      times: [String],
      relations: { reactions: JSON.stringify, replyTo: JSON.stringify, thread: JSON.stringify },
      isPlainText: () => true,
    });
    for await (const batch of source.scan(fixture.ctx, fixture.backup, '1', {})) {
      for (const message of batch.messages) {
        if (!isPlainMessage(message) || message[PLAIN.text]?.match(/[*_~`]/)) continue;
        messages++;
        const relations = relationsOf(batch.relations.get(message) ?? { reactions: [], replyTo: null, thread: null });
        expect(templates.write(message, batch)).toBe(`${message[PLAIN.key]} ${message[PLAIN.text]} ${relations}`);
      }
    }
    expect(messages).toBeGreaterThan(200);
    expect(written).toBeLessThan(messages);
  });
});

it('templates that would write a message in another way are not used', async () => {
  const batch = {
    messages: [],
    times: 1,
    view: (message: unknown) => message as never,
    relations: new Map(),
    isPlainText: () => true,
  };
  const templates = new MessageTemplates({
    // What it writes depends on the length of the text.
    write: (view) => `${(view as unknown as string[])[PLAIN.text]?.length ?? 0}`,
    text: String,
    times: [String],
    isPlainText: () => true,
  });
  for (let length = 1; length < 9; length++) {
    expect(templates.write(['', length, null, 'x'.repeat(length), null], batch)).toBe(String(length));
  }
});
