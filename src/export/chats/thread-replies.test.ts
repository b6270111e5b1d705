import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { prepareExport } from '../prepare-export.ts';
import type { ExportFiles } from '../types.ts';

const BEN = 'ben@example.com';
const ANNA = 'anna@example.com';
const FILM = 'f'.repeat(40);
/** Messages between the first of the thread and its replies: they come in other batches. */
const BETWEEN = 1500;

describe('the replies below the message that a thread began with', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      const last = BETWEEN + 2;
      rows.conversation(1, [BEN], { messageCount: last + 1 });
      rows.message(1, 1, 1000, { text: 'who comes?', sender: BEN });
      for (let key = 2; key < last; key++) rows.message(key, 1, key * 1000, { text: `word ${key}`, sender: BEN });
      const reply = { replyTo: 'GUID-1', replyToKey: 1 };
      rows.message(last, 1, last * 1000, {
        ...reply,
        text: 'look\ufffcat it',
        isFromMe: true,
        readAt: last * 1001,
        reactions: [{ part: 0, kind: 'love', isFromMe: false, sender: BEN, at: 9000, message: 9000 }],
      });
      rows.message(last + 1, 1, (last + 1) * 1000, { ...reply, text: 'here', sender: BEN, service: 'SMS' });
      for (const message of [last, last + 1]) {
        rows.add('message_threads', { thread: 'GUID-1', at: message * 1000, message, isReply: true });
      }
      rows.conversation(2, [ANNA], { messageCount: 2 });
      rows.message(9001, 2, 1000, {
        text: 'tea or\ufffccoffee?',
        sender: ANNA,
        parts: [
          { part: 0, runs: [{ start: 0, length: 6 }] },
          { part: 1, runs: [{ start: 6, length: 1, attachment: 'CUP' }] },
          { part: 2, runs: [{ start: 7, length: 7 }] },
        ],
      });
      rows.message(9002, 2, 2000, {
        replyTo: 'GUID-9001',
        replyToKey: 9001,
        replyPart: 2,
        replyRange: { start: 7, length: 7 },
        text: 'this',
        isFromMe: true,
      });
      rows.add('message_threads', { thread: 'GUID-9001', at: 2000, message: 9002, isReply: true });
      rows.add('message_attachments', { key: 1, message: last, file: FILM, state: 'present', transferName: 'f.mov' });
    });
  });
  afterAll(() => fixture.dispose());

  async function exported(more: object = {}): Promise<Map<string, string>> {
    const files: ExportFiles = {
      canConvert: async () => true,
      async open(name, as) {
        const contents = (async function* () {
          yield Buffer.from(as ?? 'original');
        })();
        return { name, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
      },
      needsFilm: async () => true,
      name: async (fileID) => fileID,
      photo: async () => null,
      picture: async () => null,
    };
    const request = { what: 'conversations', format: 'html', timeZone: 'UTC', files: true, bom: false, ...more };
    const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, request);
    const made = new Map<string, string>();
    for await (const { path, contents } of prepared.files()) {
      expect([path, made.has(path)]).toEqual([path, false]);
      made.set(path, (await Array.fromAsync(contents)).map(String).join(''));
    }
    return made;
  }

  it.each([
    ['of one page', {}],
    ['of several pages', { split: 1000 }],
    ['in a keepsake', { what: 'keepsake', keepsake: { pictures: 'originals' } }],
  ])('are there in full, with files and reactions, in a chat %s', async (_name, more) => {
    const made = await exported(more);
    const pages = [...made].filter(([path]) => path.endsWith('.html'));
    const [, page = ''] = pages.find(([, text]) => text.includes('<summary>2 replies</summary>')) ?? [];
    const [list = ''] = /<details class="t">.*<\/details>/.exec(page) ?? [];
    expect(list.match(/<li class="[^"]*">/g)).toEqual(['<li class="q me">', '<li class="q">']);
    expect(list).toMatch(
      /^<details class="t"><summary>2 replies<\/summary><ol><li class="q me"><div class="h"><a href="[^"]*#m1502">You · 1970-01-01 00:25:02<\/a> · read 1970-01-01 00:25:03<\/div><div class="b">look/,
    );
    expect(list).toMatch(/<source src="[^"]*ffffffff-f\.mov\.mp4" type="video\/mp4">/);
    expect(list).toMatch(/<div class="r">[^<]*love/);
    expect(list).toContain(' · SMS</div><div class="b">here</div>');
    expect(list).not.toContain('<blockquote>');
    expect([...made.keys()].filter((path) => path.includes('f.mov')).sort()).toEqual([
      'files/ffffffff-f.mov',
      'files/ffffffff-f.mov.mp4',
    ]);
    for (const [path, text] of pages) {
      const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect([path, ids.length]).toEqual([path, new Set(ids).size]);
    }
  });

  it('quote the bubble that they answer, if the message has several', async () => {
    const page = [...(await exported({ keys: ['2'] }))].find(([path]) => path.endsWith('.html'))?.[1] ?? '';
    const [list = ''] = /<details class="t">.*<\/details>/.exec(page) ?? [];
    expect(list).toMatch(/<blockquote>(?:<a [^>]*>)?[^<]*coffee\?/);
    expect(list).not.toContain('tea or');
  });

  it('are not there without their messages', async () => {
    const made = await exported({ to: 5000, keys: ['1'] });
    const page = [...made].find(([path]) => path.endsWith('.html'))?.[1];
    expect(page).toContain(' · 2 replies<');
    expect(page).not.toContain('<details class="t">');
  });

  it.each([
    ['of one page', { keys: ['1'] }],
    ['of several pages', { split: 400 }],
    ['in a keepsake', { what: 'keepsake', keepsake: { pictures: 'originals' } }],
  ])('quote messages that are not in the export without a link, in a chat %s', async (_name, more) => {
    const made = await exported({ from: 900_000, ...more });
    const pages = [...made].filter(([path]) => path.endsWith('.html')).map(([, text]) => text);
    const all = pages.join('');
    expect(all).toContain('<blockquote>ben@example.com: who comes?</blockquote>');
    expect(all).not.toContain('#m1"');
  });
});
