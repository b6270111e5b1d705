import { createHash, generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { About, ExportFile } from '../../src/export/index.ts';
import { packFiles } from '../../src/export/pack/pack-files.ts';
import { publicKeyText } from '../../src/export/pack/signing-key.ts';
import { sharedBrowser } from './support/browser.ts';
import { describeInBrowser } from './support/chromium.ts';

const ABOUT = {
  madeBy: 'Apple Juicer 1',
  exportedAt: '2026-11-29T11:09:21.135Z',
  backup: { name: '<b>Phone</b>', udid: null },
  sources: [],
} as unknown as About;
/** More than the page hashes at once, and no multiple of a block. */
const VIDEO = Buffer.alloc(33 * 1024 * 1024 + 7, 'video');
const REQUEST = { what: 'conversations', format: 'html', timeZone: 'UTC', files: true, bom: false, pack: true };
const { privateKey: key } = generateKeyPairSync('ed25519');

async function* files(hasVideo: boolean): AsyncGenerator<ExportFile, void, undefined> {
  const made = { 'ABOUT.json': '{}', 'chats/Änne 1.html': '<p>hello', 'files/empty.txt': '' };
  if (hasVideo) Object.assign(made, { 'files/video.mov': VIDEO });
  for (const [path, bytes] of Object.entries(made)) {
    async function* contents() {
      yield bytes;
    }
    yield { path, modifiedAt: null, compress: false, contents: contents() };
  }
}

describeInBrowser('verify.html', () => {
  let folder = '';
  let pack = '';
  let large = '';
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-verify-'));
    pack = join(folder, 'pack');
    pack = await write('pack', false);
    large = await write('large', true);
    context = await (await sharedBrowser()).newContext({ locale: 'en-GB' });
    page = await context.newPage();
    page.on('console', (message) => void problems.push(message.text()));
    page.on('pageerror', (error) => void problems.push(error.message));
    page.on('request', (request) => void requests.push(request.url()));
    await page.goto(pathToFileURL(join(pack, 'verify.html')).href);
  });
  afterAll(async () => {
    await context.close();
    await rm(folder, { recursive: true });
  });

  async function write(name: string, hasVideo: boolean, timeStampUrl: string | null = null): Promise<string> {
    const to = join(folder, name);
    const facts = { about: ABOUT, key, request: REQUEST, timeStampUrl };
    for await (const { path, contents } of packFiles(files(hasVideo), facts)) {
      await mkdir(join(to, dirname(path)), { recursive: true });
      await writeFile(join(to, path), contents);
    }
    return to;
  }

  /** The verdict on a folder, and its findings. */
  async function check(path: string): Promise<[string, string[]]> {
    await page.locator('#verdict').evaluate((node) => {
      node.textContent = '';
      node.removeAttribute('class');
    });
    await page.locator('#folder').setInputFiles(path);
    await page.locator('#verdict.good, #verdict.bad').waitFor();
    return [await page.locator('#verdict').innerText(), await page.locator('#findings li').allInnerTexts()];
  }

  it('says that a pack is whole, and who signed it', { timeout: 60_000 }, async () => {
    expect(await check(large)).toEqual(['Whole and unchanged since it was signed.', []]);
    const facts = await page.locator('#facts').innerText();
    expect(facts).toContain(publicKeyText(key));
    expect(facts).toContain('<b>Phone</b>');
    if (process.env['SHOT'] !== undefined) await page.screenshot({ path: process.env['SHOT'], fullPage: true });
  });

  it('hashes large files in pieces', { timeout: 60_000 }, async () => {
    await flip(join(large, 'files/video.mov'));
    expect(await check(large)).toEqual(['This is not what was signed.', ['files/video.mov: changed']]);
  });

  it('names what was changed, added, removed or not signed', { timeout: 120_000 }, async () => {
    const cases: [name: string, change: (copy: string) => Promise<unknown>, finding: string][] = [
      ['content', (copy) => flip(join(copy, 'chats/Änne 1.html')), 'chats/Änne 1.html: changed'],
      ['removed', (copy) => rm(join(copy, 'files/empty.txt')), 'files/empty.txt: missing'],
      ['added', (copy) => writeFile(join(copy, 'files/new.txt'), ''), 'files/new.txt: added, not part of the export'],
      [
        'signature',
        (copy) => flip(join(copy, 'MANIFEST.sig')),
        'MANIFEST.json, MANIFEST.sig: the signature does not fit the list: one of them was changed',
      ],
      ['unsigned', (copy) => rm(join(copy, 'MANIFEST.sig')), 'MANIFEST.sig: missing'],
      ['half', (copy) => rm(join(copy, 'MANIFEST.json')), 'MANIFEST.json: missing'],
      [
        'no list',
        (copy) => writeFile(join(copy, 'MANIFEST.json'), '{'),
        'MANIFEST.json: damaged, or the list of another program',
      ],
      [
        'time',
        (copy) => edit(join(copy, 'MANIFEST.json'), '2026-11-29', '2025-11-29'),
        'MANIFEST.json, MANIFEST.sig: the signature does not fit the list: one of them was changed',
      ],
    ];
    for (const [name, change, finding] of cases) {
      const copy = join(folder, name);
      await cp(pack, copy, { recursive: true });
      await change(copy);
      expect(await check(copy)).toEqual(['This is not what was signed.', [finding]]);
      await rm(copy, { recursive: true });
    }
  });

  it('says whether a time stamp is of this list', { timeout: 120_000 }, async () => {
    // Nobody listens there.
    const without = await write('no stamp', false, 'http://127.0.0.1:9/');
    expect(await check(without)).toEqual(['Whole and unchanged since it was signed.', []]);
    expect(await page.locator('#facts').innerText()).toContain('none, though one was asked for');
    await rm(join(without, 'NO-TIME-STAMP.txt'));
    expect((await check(without))[1]).toEqual(['MANIFEST.tsr: missing']);
    await writeFile(join(without, 'MANIFEST.tsr'), 'a stamp of something else');
    expect((await check(without))[1]).toEqual(['MANIFEST.tsr: is no valid time stamp of this list']);
    const digest = createHash('sha256').update(await readFile(join(without, 'MANIFEST.json')));
    await writeFile(join(without, 'MANIFEST.tsr'), Buffer.concat([Buffer.from('token'), digest.digest()]));
    expect((await check(without))[1]).toEqual([]);
    expect(await page.locator('#facts').innerText()).toContain('openssl ts -verify');
  });

  it('asks for nothing but itself, with no script but its own', async () => {
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !url.endsWith('/verify.html'))).toEqual([]);
    const html = await readFile(join(pack, 'verify.html'), 'utf8');
    const [, script = ''] = /<script>([^]*)<\/script>/.exec(html) ?? [];
    expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(html).toContain("default-src 'none'");
  });

  it('speaks the language of the browser', async () => {
    const german = await (await sharedBrowser()).newContext({ locale: 'de-DE' });
    const page = await german.newPage();
    await page.goto(pathToFileURL(join(pack, 'verify.html')).href);
    expect(await page.locator('h1').innerText()).toBe('Diesen Export prüfen');
    await german.close();
  });
});

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(path, bytes);
}

async function edit(path: string, from: string, to: string): Promise<void> {
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
}
