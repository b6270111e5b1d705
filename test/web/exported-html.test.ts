import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TargetFolder } from '../../src/cli/extract/target-folder.ts';
import { prepareExport } from '../../src/export/index.ts';
import { fullOnly } from '../support/depth.ts';
import { readPdf } from '../support/read-pdf.ts';
import { openViewFixture, type ViewFixture } from '../support/view-fixture.ts';
import { expectAccessible } from './support/accessibility.ts';
import { sharedBrowser } from './support/browser.ts';
import { describeInBrowser } from './support/chromium.ts';

const ANNA = 'anna@example.com';
const TITLE = `Hike "</style><script>boom()</script>\\000A Ψ`;
const HOSTILE = `</div><script>boom()</script><img src="https://evil.example/x.png" onerror=boom()>javascript:boom() https://example.org/"onmouseover="boom()`;
const DAY = 86_400_000;
/** More than a browser should have to open at once. */
const MANY = 10_500;

describeInBrowser('exported chats', () => {
  let fixture: ViewFixture;
  let folder: string;
  beforeAll(async () => {
    fixture = await openViewFixture();
    await fixture.index('messages', (rows) => {
      rows.conversation(1, [ANNA], { title: TITLE, messageCount: 70 });
      rows.message(1, 1, DAY, { text: HOSTILE, sender: ANNA });
      rows.message(2, 1, DAY + 1000, {
        text: '🎉👨‍👩‍👧‍👦',
        isFromMe: true,
        deliveredAt: DAY + 2000,
        readAt: DAY + 9000,
      });
      rows.message(3, 1, DAY + 2000, {
        text: 'Meet at ten',
        isFromMe: true,
        service: 'SMS',
        replyTo: 'GUID-1',
        replyToKey: 1,
        editedAt: DAY + 5000,
        edits: [
          {
            part: 0,
            unsent: false,
            history: [
              { at: DAY + 2000, text: 'Meet at nine' },
              { at: DAY + 5000, text: 'Meet at ten' },
            ],
          },
        ],
      });
      rows.message(4, 1, DAY + 3000, {
        text: 'When?',
        sender: ANNA,
        balloonBundleId: 'x:y:com.apple.messages.Polls',
        poll: {
          question: 'When?',
          options: [{ text: 'Sunday', votes: [{ isFromMe: false, sender: ANNA, at: DAY, message: 9 }] }],
        },
      });
      rows.message(5, 1, DAY + 4000, { place: { latitude: 52.5, longitude: 13.4, name: 'Berlin' }, sender: ANNA });
      for (let key = 10; key < 74; key++) {
        const text = `Line ${key}: ${'a longer text that fills the page. '.repeat(1 + (key % 7))}`;
        rows.message(key, 1, 2 * DAY + key * 1000, {
          text,
          ...(key % 3 === 0 ? { isFromMe: true } : { sender: ANNA }),
        });
      }
      rows.add('message_threads', { thread: 'GUID-1', at: DAY + 2000, message: 3, isReply: true });
      const last = { at: (MANY - 1) * DAY * 0.1, message: 99 + MANY, isReply: true };
      rows.add('message_threads', { thread: 'GUID-100', ...last });
      rows.conversation(2, ['+4930123456'], { title: 'Long', messageCount: MANY });
      for (let key = 100; key < 100 + MANY; key++) {
        const reply = key === 99 + MANY ? { replyTo: 'GUID-100', replyToKey: 100 } : {};
        rows.message(key, 2, (key - 100) * DAY * 0.1, { text: `number ${key}`, isFromMe: true, ...reply });
      }
    });
    folder = await mkdtemp(join(tmpdir(), 'aj-html-'));
    const request = { what: 'conversations', format: 'html', timeZone: 'UTC', files: false, bom: false };
    const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, request);
    const target = await TargetFolder.open(folder, []);
    for await (const { path, modifiedAt, contents } of prepared.files()) {
      await target.writeFile(path, modifiedAt, (file) => file.writeAll(contents));
    }
  });
  afterAll(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true });
  });

  /** Opens a page of the export; it must ask for nothing and break no policy. */
  async function opened(name: string, theme: 'light' | 'dark', use: (page: Page) => Promise<void>): Promise<void> {
    const context = await (await sharedBrowser()).newContext({
      colorScheme: theme,
      viewport: { width: 900, height: 900 },
    });
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      const told: string[] = [];
      page.on('request', (request) => void asked.push(request.url()));
      page.on('console', (message) => void told.push(message.text()));
      page.on('pageerror', (error) => void told.push(error.message));
      const url = pathToFileURL(join(folder, name)).href;
      await page.goto(url);
      await use(page);
      expect([asked.filter((address) => !address.startsWith('file:')), told]).toEqual([[], []]);
      expect(await page.locator('script, iframe, object, [onerror], [onmouseover], [src^=http]').count()).toBe(0);
    } finally {
      await context.close();
    }
  }
  const chat = async (): Promise<string> => {
    const names = await readdir(join(folder, 'conversations'));
    return join('conversations', names.find((name) => name.startsWith('Hike')) ?? '');
  };

  it.each(['light', 'dark'] as const)('are accessible in the %s theme', fullOnly, async (theme) => {
    for (const name of [await chat(), 'index.html']) await opened(name, theme, expectAccessible);
  });

  it('show all of a message', async () => {
    await opened(await chat(), 'light', async (page) => {
      expect(await page.title()).toBe(TITLE);
      const bubble = page.locator('#m1 .b').first();
      // Text that the browser has not laid out yet is none (`content-visibility`).
      await expect.poll(() => bubble.innerText()).toBe(HOSTILE);
      expect(await bubble.locator('a').last().getAttribute('href')).toBe('https://example.org/');
      expect(await page.locator('#m2 .e').innerText()).toBe('🎉👨‍👩‍👧‍👦');
      expect(await page.locator('#m2 .h').innerText()).toContain(
        'delivered 1970-01-02 00:00:02, read 1970-01-02 00:00:09',
      );
      expect(await page.locator('#m3 .x').innerText()).toBe('Earlier version of 1970-01-02 00:00:02: Meet at nine');
      await page.locator('#m3 blockquote a').click();
      expect(new URL(page.url()).hash).toBe('#m1');
      const thread = page.locator('#m1 details');
      expect(await thread.innerText()).toBe('1 reply');
      await thread.locator('summary').click();
      await thread.getByRole('link', { name: 'You · 1970-01-02 00:00:02' }).click();
      expect(new URL(page.url()).hash).toBe('#m3');
      expect(await page.locator('#m4 .c').innerText()).toContain('Sunday: 1 vote');
      expect(await page.locator('#m5 svg').boundingBox()).toMatchObject({ width: 240, height: 120 });
    });
  });

  it('print with name, day and number on every page, and nothing cut', async () => {
    await opened(await chat(), 'dark', async (page) => {
      const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true }));
      expect(pages.length).toBeGreaterThan(2);
      for (const [index, text] of pages.entries()) {
        expect(text).toContain(`${index + 1} / ${pages.length}`);
        expect(text).toContain('Hike');
        if (index > 0) expect(text).toContain('Saturday 1970-01-03');
      }
      const all = pages.join('\n').replaceAll(/\s+/g, '');
      expect(await page.locator('#m1 details').getAttribute('open')).toBeNull();
      expect(all).toMatch(/1reply(?:1\.)?You·1970-01-0200:00:02.{0,60}Meetatten/);
      const bubbles = await page.locator('.b').allTextContents();
      expect(bubbles.length).toBeGreaterThan(60);
      for (const bubble of bubbles) expect(all).toContain(bubble.replaceAll(/\s+/g, ''));
    });
  });

  it('of many messages are pages of years, with links between them', async () => {
    const names = (await readdir(join(folder, 'conversations'))).filter((name) => name.startsWith('Long')).sort();
    expect(names).toEqual(['1970', '1971', '1972'].map((year) => `Long 2 ${year}.html`));
    await opened('index.html', 'light', async (page) => {
      expect(await page.locator('li').allInnerTexts()).toEqual([
        expect.stringContaining(`${MANY.toLocaleString('en')} messages · 1970-01-01 – 1972-11-15`) as string,
        expect.stringContaining('69 messages · 1970-01-02 – 1970-01-03') as string,
      ]);
      await page.getByRole('link', { name: '1972' }).click();
      await page.locator('blockquote a').click();
      expect(decodeURI(page.url())).toMatch(/Long 2 1970\.html#m100$/);
      expect(await page.locator('.m:target').textContent()).toContain('number 100');
      await page.locator('.m:target summary').click();
      await page.locator('.m:target details a').click();
      expect(decodeURI(page.url())).toMatch(/Long 2 1972\.html#m/);
      expect(await page.locator('.m:target').textContent()).toContain(`number ${99 + MANY}`);
      let count = 0;
      for (const name of names) {
        await page.goto(pathToFileURL(join(folder, 'conversations', name)).href);
        count += await page.locator('.m').count();
      }
      expect(count).toBe(MANY);
    });
  });
});
