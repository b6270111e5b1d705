import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import type { App } from '../../src/app.ts';
import type { BackupId } from '../../src/model/ids.ts';
import { writeExport } from './write-export.ts';

/** Folders of exports, by what they show. */
const CHAT = 'chat';
const PDF = 'pdf';
const KEEPSAKE = 'keepsake';

/** Pixels between the pages of a PDF, and around them. */
const GAP = 16;
const PAGE_WIDTH = 640;

/** A picture of what exports make. */
export interface Result {
  readonly name: string;
  /** Takes it from the folder that {@link writeResults} has filled. */
  readonly take: (context: BrowserContext, folder: string) => Promise<Buffer>;
}

/** Pictures of results: pages of a PDF, a printed chat, a keepsake, and the page that verifies an export. */
export const RESULTS: readonly Result[] = [
  { name: 'export-pdf', take: takePdf },
  { name: 'export-printed', take: takePrinted },
  { name: 'verify', take: takeVerifier },
  { name: 'keepsake', take: (context, folder) => takeKeepsake(context, folder, 'index.html') },
  {
    name: 'keepsake-chat',
    take: (context, folder) =>
      takeKeepsake(context, folder, 'chats/1.html', async (page) => {
        await page.getByRole('link', { name: 'Zoë Walker' }).first().click();
        await page.locator('img').first().scrollIntoViewIfNeeded();
      }),
  },
  { name: 'keepsake-photos', take: (context, folder) => takeKeepsake(context, folder, 'photos/1.html') },
  {
    name: 'keepsake-search',
    take: (context, folder) =>
      takeKeepsake(context, folder, 'search.html', async (page) => {
        await page.getByRole('searchbox').fill('lemon');
        await page.locator('mark').first().waitFor();
      }),
  },
];

/** Writes the exports that {@link RESULTS} show into a folder. */
export async function writeResults(app: App, backup: BackupId, folder: string): Promise<void> {
  const { key } = await app.store.read
    .selectFrom('message_conversations')
    .select('key')
    .where('kind', '=', 'group')
    .orderBy('messageCount', 'desc')
    .executeTakeFirstOrThrow();
  const common = { timeZone: 'Europe/Berlin', files: true, bom: false };
  const chat = { ...common, what: 'conversations', keys: [String(key)] };
  await writeExport(app, backup, { ...chat, format: 'html', pack: true }, join(folder, CHAT));
  await writeExport(app, backup, { ...chat, format: 'pdf', pdf: { bates: 'CASE-' } }, join(folder, PDF));
  await writeExport(app, backup, { ...common, what: 'keepsake', format: 'html' }, join(folder, KEEPSAKE));
}

/** The first file of a folder or its subfolders with this ending. */
async function findFile(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const found = names.filter((name) => name.endsWith(ending)).toSorted()[0];
  if (found === undefined) throw new Error(`There is no ${ending} in ${folder}.`);
  return join(folder, found);
}

/** Draws the first, third and last page of a PDF in a browser, as data URLs. */
const DRAW_PAGES = `(async () => {
  const { getDocument, GlobalWorkerOptions } = await import('/pdf.mjs');
  GlobalWorkerOptions.workerSrc = '/pdf.worker.mjs';
  const pdf = await getDocument({ url: '/result.pdf' }).promise;
  const pictures = [];
  for (const number of new Set([1, Math.min(3, pdf.numPages), pdf.numPages])) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale: ${PAGE_WIDTH * 2} / page.getViewport({ scale: 1 }).width });
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: viewport.width, height: viewport.height });
    await page.render({ canvas, viewport }).promise;
    pictures.push(canvas.toDataURL('image/png'));
  }
  return pictures;
})()`;

/** The cover, a page of messages and the sources of a chat. */
async function takePdf(context: BrowserContext, folder: string): Promise<Buffer> {
  return drawPdf(context, await findFile(join(folder, PDF), '.pdf'));
}

/** Pages of a PDF beside each other, drawn by Mozilla's PDF.js. */
async function drawPdf(context: BrowserContext, pdf: string): Promise<Buffer> {
  const resolve = createRequire(import.meta.url).resolve;
  const files: Readonly<Record<string, string>> = {
    '/pdf.mjs': resolve('pdfjs-dist/build/pdf.mjs'),
    '/pdf.worker.mjs': resolve('pdfjs-dist/build/pdf.worker.mjs'),
    '/result.pdf': pdf,
  };
  const page = await context.newPage();
  // Modules cannot be loaded from a disk: they are answered here, at a host that does not exist.
  await page.route('http://pdf.invalid/**', async (route) => {
    const path = files[new URL(route.request().url()).pathname];
    const contentType = path?.endsWith('.mjs') === true ? 'text/javascript' : 'text/html';
    await route.fulfill({ contentType, body: path === undefined ? '<body>' : await readFile(path) });
  });
  await page.goto('http://pdf.invalid/');
  const pictures = await page.evaluate<string[]>(DRAW_PAGES);
  await page.close();
  const pages = await Promise.all(
    pictures.map((url) =>
      sharp(Buffer.from(url.split(',')[1] ?? '', 'base64'))
        .resize(PAGE_WIDTH)
        .png()
        .toBuffer(),
    ),
  );
  const height = Math.max(...(await Promise.all(pages.map(async (one) => (await sharp(one).metadata()).height))));
  const size = { width: GAP + pages.length * (PAGE_WIDTH + GAP), height: height + 2 * GAP };
  return sharp({ create: { ...size, channels: 3, background: '#8b8b8b' } })
    .composite(pages.map((input, index) => ({ input, top: GAP, left: GAP + index * (PAGE_WIDTH + GAP) })))
    .png()
    .toBuffer();
}

/** Pages of a chat as the browser prints them. */
async function takePrinted(context: BrowserContext, folder: string): Promise<Buffer> {
  const page = await context.newPage();
  const html = await findFile(join(folder, CHAT, 'conversations'), '.html');
  await page.goto(pathToFileURL(html).href);
  const printed = join(folder, 'printed.pdf');
  await page.pdf({ path: printed, format: 'A4', preferCSSPageSize: true, printBackground: true });
  await page.close();
  return drawPdf(context, printed);
}

/** The page of an export that verifies it, after it did. */
async function takeVerifier(context: BrowserContext, folder: string): Promise<Buffer> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 900, height: 780 });
  await page.goto(pathToFileURL(await findFile(join(folder, CHAT), 'verify.html')).href);
  await page.locator('#folder').setInputFiles(join(folder, CHAT));
  await page.locator('#verdict.good').waitFor();
  return shot(page);
}

async function takeKeepsake(
  context: BrowserContext,
  folder: string,
  path: string,
  steps: (page: Page) => Promise<void> = async () => undefined,
): Promise<Buffer> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.goto(pathToFileURL(join(folder, KEEPSAKE, path)).href);
  await steps(page);
  return shot(page);
}

async function shot(page: Page): Promise<Buffer> {
  await page.waitForLoadState('load');
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
