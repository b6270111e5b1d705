import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TargetFolder } from '../../src/cli/extract/target-folder.ts';
import { type ExportFiles, prepareExport } from '../../src/export/index.ts';
import { searchTerms } from '../../src/export/keepsake/search/words.ts';
import { ANY_CHARACTER } from '../support/any-character.ts';
import { fullOnly, rounds } from '../support/depth.ts';
import { openViewFixture, type ViewFixture } from '../support/view-fixture.ts';
import { expectAccessible } from './support/accessibility.ts';
import { sharedBrowser } from './support/browser.ts';
import { describeInBrowser } from './support/chromium.ts';

const ANNA = 'anna@example.com';
const DAY = 86_400_000;
const HOSTILE = `<img src=x onerror=boom()></script><script>boom()</script>`;
const MANY = 700;
const TEXTS = [
  'Wir treffen uns am großen Café',
  '東京タワーに行きましょう',
  'مَرْحَبًا بالعالم',
  'Привет, как дела?',
  'ไปเที่ยวทะเลกัน',
  '안녕하세요 여러분',
  'happy birthday 🎉',
  `poison ${HOSTILE}`,
];
/** What is typed, and the number of the text that it finds. */
const FINDS = [
  ['grosses', null],
  ['gros cafe', 0],
  ['CAFÉ', 0],
  ['東京', 1],
  ['タワー', 1],
  ['東', 1],
  ['مرحبا', 2],
  ['прив', 3],
  ['ทะเล', 4],
  ['안녕', 5],
  ['🎉', 6],
  ['poison onerror', 7],
  ['birth café', null],
] as const;

/** A picture for whatever is asked. */
const files: ExportFiles = {
  open: async () => null,
  name: async () => null,
  photo: async () => null,
  async picture(_fileID, { size }) {
    const [width, height] = [Math.min(size ?? 400, 400), 200];
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#369' } })
      .jpeg()
      .toBuffer();
    return { bytes, contentType: 'image/jpeg', width, height };
  },
};

describeInBrowser('a keepsake', fullOnly, () => {
  let fixture: ViewFixture;
  let folder: string;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('contacts', (rows) => rows.contact('p1', `Anna ${HOSTILE}`, [ANNA]));
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { title: `Hike ${HOSTILE}`, messageCount: MANY + TEXTS.length });
      for (let key = 1; key <= MANY; key++) {
        rows.message(key, 1, DAY * key, { text: `filler${key} everywhere`, sender: ANNA });
      }
      for (const [index, text] of TEXTS.entries()) {
        rows.message(1000 + index, 1, DAY * (2000 + index), { text, sender: ANNA });
      }
    });
    await fixture.index('photos', (rows) => {
      for (let key = 1; key <= 250; key++) {
        const file = { originalFile: 'a'.repeat(40), originalState: 'present', availability: 'original' } as const;
        const facts = {
          kind: 'photo',
          filename: `IMG_${key}.JPG`,
          caption: key === 7 ? 'Lemon tree' : null,
          isHidden: false,
          isTrashed: false,
        } as const;
        rows.add('photo_assets', { key: String(key), createdAt: DAY * key, ...facts, ...file });
      }
    });
    folder = await mkdtemp(join(tmpdir(), 'aj-keepsake-'));
    const request = { what: 'keepsake', format: 'html', timeZone: 'UTC', files: true, bom: false };
    const prepared = await prepareExport({ views: fixture.ctx, files, version: '1' }, fixture.backup, request);
    const target = await TargetFolder.open(folder, []);
    for await (const { path, modifiedAt, contents } of prepared.files()) {
      await target.writeFile(path, modifiedAt, (file) => file.writeAll(contents));
    }
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  /** Opens a page from the disk; it must ask for nothing else and break no policy. */
  async function opened(
    path: string,
    use: (page: Page) => Promise<void>,
    { theme = 'light', hasScript = true }: { readonly theme?: 'light' | 'dark'; readonly hasScript?: boolean } = {},
  ): Promise<void> {
    const context = await (await sharedBrowser()).newContext({
      colorScheme: theme,
      javaScriptEnabled: hasScript,
      viewport: { width: 900, height: 800 },
    });
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      const told: string[] = [];
      page.on('request', (request) => void asked.push(request.url()));
      page.on('requestfailed', (request) => request.resourceType() === 'xhr' || told.push(request.url()));
      page.on('console', (message) => {
        // The checker reads style sheets by requests, which pages of a disk cannot make.
        if (!/preload assets|'connect-src'/.test(message.text())) told.push(message.text());
      });
      page.on('pageerror', (error) => void told.push(error.message));
      await page.goto(addressOf(path));
      await use(page);
      expect([asked.filter((address) => !address.startsWith('file:')), told]).toEqual([[], []]);
      expect(await page.locator('iframe, object, [onerror], [src^=http]').count()).toBe(0);
    } finally {
      await context.close();
    }
  }
  const addressOf = (path: string): string => {
    const [name = '', ...rest] = path.split(/(?=[?#])/);
    return pathToFileURL(join(folder, name)).href + rest.join('');
  };

  const PAGES = {
    light: [
      'index.html',
      'chats/1/1.html',
      'chats/1/index.html',
      'photos/1.html',
      'records/contact/1.html',
      'search.html',
    ],
    dark: ['index.html', 'chats/1.html', 'chats/1/2.html', 'photos/1.html#p7', 'search.html#every'],
  };
  it.each(['light', 'dark'] as const)('is accessible in the %s theme', fullOnly, async (theme) => {
    for (const path of PAGES[theme]) await opened(path, expectAccessible, { theme });
  });

  it('is read without script: overview, chat, next page, photo', async () => {
    const walk = async (page: Page): Promise<void> => {
      await page.getByRole('link', { name: /Chats\s*708/ }).click();
      await page.getByRole('link', { name: 'Hike' }).click();
      await page.getByRole('link', { name: 'June 1970', exact: true }).click();
      expect(await page.locator('section:target h2').textContent()).toBe('Monday 1970-06-01');
      await page.getByRole('link', { name: 'Next page' }).first().click();
      expect(await page.locator('#m1007 .b').textContent()).toBe(TEXTS[7]);
      await page.getByRole('link', { name: 'Photos' }).click();
      await page.locator('#t7').click();
      expect(await page.locator('figure:target').textContent()).toContain('Lemon tree');
      const isShown = (): Promise<boolean> =>
        page.locator('figure:target img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0);
      await expect.poll(isShown).toBe(true);
      await page.locator('figure:target').getByText('Next').click();
      expect(await page.locator('figure:target').getAttribute('id')).toBe('p8');
      await page.locator('figure:target').getByText('Close').click();
      expect(await page.locator('figure:target').count()).toBe(0);
      await page.getByRole('link', { name: 'Search' }).click();
      expect(await page.locator('noscript').innerText()).toContain('needs JavaScript');
    };
    await opened('index.html', walk, { hasScript: false });
  });

  const found = async (page: Page, words: string): Promise<string[]> => {
    await page.getByRole('searchbox').fill(words);
    await page.getByRole('button', { name: 'Show more' }).or(page.locator('#status')).first().waitFor();
    await expect.poll(() => page.locator('#status').innerText()).toMatch(/result|Nothing/);
    await expect.poll(() => page.evaluate(() => decodeURIComponent(location.hash.slice(1)))).toBe(words);
    await expect.poll(() => page.locator('#results[aria-busy]').count()).toBe(0);
    return page.locator('#results li .x').allInnerTexts();
  };

  it('is searched in every script', async () => {
    await opened('search.html', async (page) => {
      for (const [words, number] of FINDS) {
        expect([words, await found(page, words)]).toEqual([words, number === null ? [] : [TEXTS[number]]]);
      }
      expect(await found(page, '東京')).toHaveLength(1);
      expect(await page.locator('mark').allInnerTexts()).toEqual(['東京']);
      expect(await found(page, 'lemon')).toEqual([expect.stringContaining('Lemon tree')]);
      await page.getByRole('link', { name: 'IMG_7.JPG' }).click();
      expect(await page.locator('figure:target').textContent()).toContain('Lemon tree');
    });
  });

  it('shows the newest results first, more of them on demand, and is used with keys', async () => {
    await opened('index.html', async (page) => {
      await page.getByRole('searchbox').fill('every');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('#status').innerText()).toBe('700 results');
      const texts = page.locator('#results li .x');
      expect((await texts.allInnerTexts()).slice(0, 2)).toEqual(['filler700 everywhere', 'filler699 everywhere']);
      await page.getByRole('button', { name: 'Show more' }).click();
      await expect.poll(() => texts.count()).toBe(50);
      await page.keyboard.press('/');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/chats\/1\/2\.html#m699$/);
      expect(await page.locator('.m:target .b').textContent()).toBe('filler699 everywhere');
      await page.goBack();
      await expect.poll(() => page.locator('#status').innerText()).toBe('700 results');
      await page.getByRole('combobox').selectOption({ label: 'Photos' });
      await expect.poll(() => page.locator('#status').innerText()).toBe('Nothing found.');
    });
  });

  it('tells words apart in the page as in the index', async () => {
    const texts = fc.sample(fc.oneof(fc.string({ unit: ANY_CHARACTER, maxLength: 30 }), fc.constantFrom(...TEXTS)), {
      seed: 7,
      numRuns: rounds(500),
    });
    await opened('search.html', async (page) => {
      const inPage = await page.evaluate((all) => {
        const { keepsakeTerms } = globalThis as unknown as { keepsakeTerms: (text: string) => string[] };
        return all.map((text) => keepsakeTerms(text));
      }, texts);
      for (const [index, text] of texts.entries()) {
        const known = new Set(searchTerms(text));
        // A run of one character is a beginning; the last of several is part of the term before.
        for (const term of inPage[index] ?? []) expect([text, term, known.has(term)]).toEqual([text, term, true]);
      }
    });
  });
});
