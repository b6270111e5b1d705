/**
 * Takes the screenshots in `docs/screenshots/`: every screen of the demo backup in both themes, some on a phone, in German,
 * and exports as a browser shows them. `npm run screenshots -- map ledger` takes only some.
 * `CHROMIUM_PATH` is the path of the browser. Default: `/usr/bin/chromium`. The demo needs fonts for CJK, Thai, Arabic and
 * emoji: those of Noto are sufficient.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { type RunningServer, startServer } from '../src/api/index.ts';
import type { App } from '../src/app.ts';
import { DEMO_EXAMPLES } from '../src/cli/demo/demo-examples.ts';
import { openApp } from '../src/main.ts';
import type { BackupId } from '../src/model/ids.ts';
import { DEMO, DEMO_PASSWORD } from '../src/synthetic/demo-spec.ts';
import { indexNow } from '../test/support/index-now.ts';
import { makeWorkspace, type Workspace } from '../test/support/workspace.ts';
import { writeDemoBackup } from '../test/synthetic/index.ts';
import { walkFirstRun } from './screenshots/first-run.ts';
import { LARGE_DEMO, walkFirstSecond } from './screenshots/first-second.ts';
import { RESULTS, writeResults } from './screenshots/results.ts';
import { EXPORTED, GERMAN_SCREENS, PHONE_SCREENS, SCREENS, type Screen } from './screenshots/screens.ts';
import { waitUntilTrue, within } from './screenshots/wait.ts';
import { writeExport } from './screenshots/write-export.ts';

const TARGET = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

const THEMES = ['light', 'dark'] as const;
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Time after the last request of a screen until pictures are decoded. */
const SETTLE_MS = 700;

/** True if nothing in view is still loading, of the contents, a map or a picture. Those out of view may never load. */
const IS_DRAWN = `document.querySelector('main :is(.animate-shimmer, .maplibregl-map[aria-busy])') === null &&
  [...document.images].every((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return image.complete || bottom <= 0 || top >= innerHeight;
  })`;

/** Decodes the pictures in view. Of one that is loading, the promise may never be settled. */
const DECODE = `Promise.allSettled([...document.images].filter((image) => image.complete &&
  image.getBoundingClientRect().top <= innerHeight).map((image) => image.decode()))`;

/** Time for a picture, also on a busy machine: one that hangs would hold up all others. */
const MAX_PICTURE_MS = 180_000;

/** Folder and name of the pictures of the path of a new user. */
const FIRST_RUN = 'first-run';

/** Folder and name of the pictures of the first seconds of an index. */
const FIRST_SECOND = 'first-second';

/** Maximum size of all screenshots, which are part of every clone. */
const MAX_BYTES = 12 * 1024 * 1024;

/** Names of the wanted screenshots without their theme; empty for all. */
const wanted: ReadonlySet<string> = new Set(process.argv.slice(2));

const workspace = await makeWorkspace();
const pageFolder = await mkdtemp(join(tmpdir(), 'apple-juicer-page-'));
const exportFolder = await mkdtemp(join(tmpdir(), 'apple-juicer-exports-'));
try {
  await writeDemoBackup(join(workspace.backups, 'demo'), { ...DEMO, story: true, examples: DEMO_EXAMPLES });
  execFileSync(process.execPath, ['scripts/build-web.ts', pageFolder], { stdio: 'inherit' });
  const app = await openApp(workspace.settings);
  const backup = await indexDemo(app);
  for (const kind of EXPORTED) {
    if (!isWanted(exportName(kind))) continue;
    const request = { what: kind, format: 'html', timeZone: 'Europe/Berlin', files: true, bom: false };
    await writeExport(app, backup, request, join(exportFolder, kind));
  }
  if (RESULTS.some(({ name }) => isWanted(name))) await writeResults(app, backup, exportFolder);
  const server = await startServer(app, { pageFolder });
  try {
    await takeAll(server, backup);
  } finally {
    await server.close();
    await app.close();
  }
} finally {
  await workspace.remove();
  await rm(pageFolder, { recursive: true });
  await rm(exportFolder, { recursive: true });
}

async function indexDemo(app: App): Promise<BackupId> {
  await app.catalog.refresh();
  const [first] = await app.store.backups.list();
  if (first === undefined) throw new Error('The backup of the demo was not found.');
  await indexNow(app, first.publicId, DEMO_PASSWORD);
  return first.publicId;
}

async function takeAll(server: RunningServer, backup: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    // Headless, hinting is full: in fonts for other scripts it pushes the tops of letters out of what is drawn.
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--font-render-hinting=none'],
  });
  try {
    if (wanted.size === 0) await rm(TARGET, { recursive: true, force: true });
    await mkdir(TARGET, { recursive: true });
    for (const theme of THEMES) {
      const wide = await openContext(browser, server, backup, { theme, ...WIDE });
      await takeScreens(wide, server, backup, { screens: SCREENS, theme });
      for (const kind of EXPORTED) await takeExport(wide, kind, theme);
      await wide.close();
      const phone = await openContext(browser, server, backup, { theme, ...PHONE });
      await takeScreens(phone, server, backup, { screens: PHONE_SCREENS, prefix: 'phone-', theme });
      await phone.close();
    }
    const plain = await browser.newContext(contextOptions({ theme: 'light', ...WIDE }));
    for (const { name, take } of RESULTS) if (isWanted(name)) await writePicture(await take(plain, exportFolder), name);
    await plain.close();
    const german = await openContext(browser, server, backup, { theme: 'light', locale: 'de-DE', ...WIDE });
    await takeScreens(german, server, backup, { screens: GERMAN_SCREENS, prefix: 'german-', theme: 'light' });
    await german.close();
    if (isWanted(FIRST_RUN)) await takeFirstRun(browser);
    if (isWanted(FIRST_SECOND)) await takeFirstSecond(browser);
  } finally {
    await browser.close();
  }
  await printSizes();
}

interface Look {
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
  readonly locale?: string;
}

/** A browser that is logged in, with the demo unlocked. */
async function openContext(
  browser: Browser,
  server: RunningServer,
  backup: string,
  look: Look,
): Promise<BrowserContext> {
  const context = await browser.newContext(contextOptions(look));
  const page = await context.newPage();
  await page.goto(server.createLoginUrl());
  await page.close();
  const answer = await context.request.post(`${server.url}/backups/${backup}/unlock`, {
    data: { password: DEMO_PASSWORD },
    headers: { origin: server.url },
  });
  if (!answer.ok()) throw new Error(`The demo was not unlocked: ${answer.status()}`);
  return context;
}

function contextOptions({ theme, width, height, locale = 'en-GB' }: Look): BrowserContextOptions {
  return {
    viewport: { width, height },
    colorScheme: theme,
    locale,
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...(width < 700 ? { deviceScaleFactor: 2, isMobile: true, hasTouch: true } : {}),
  };
}

function isWanted(name: string): boolean {
  return wanted.size === 0 || wanted.has(name);
}

async function takeScreens(
  context: BrowserContext,
  server: RunningServer,
  backup: string,
  {
    screens,
    prefix = '',
    theme,
  }: { readonly screens: readonly Screen[]; readonly prefix?: string; readonly theme: string },
): Promise<void> {
  for (const screen of screens) {
    const name = `${prefix}${screen.name}`;
    if (!isWanted(name)) continue;
    const file = `${name}-${theme}`;
    await within(MAX_PICTURE_MS, file, take(context, server, backup, screen, file));
  }
}

function exportName(kind: string): string {
  return `export-${kind}`;
}

/** Takes an export as HTML, opened from its folder. */
async function takeExport(context: BrowserContext, kind: string, theme: string): Promise<void> {
  const name = exportName(kind);
  if (!isWanted(name)) return;
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(exportFolder, kind, `${kind}.html`)).href, { waitUntil: 'networkidle' });
  await save(page, `${name}-${theme}`);
}

async function take(
  context: BrowserContext,
  { url }: RunningServer,
  backup: string,
  { address, prepare, steps }: Screen,
  name: string,
): Promise<void> {
  const ask = async (path: string): Promise<unknown> => {
    const answer = await context.request.get(`${url}${path.replaceAll('$backup', backup)}`);
    return answer.json();
  };
  const chosen = prepare === undefined ? '' : await prepare(ask);
  const page = await context.newPage();
  await page.goto(`${url}/app/${address.replaceAll('$backup', backup).replaceAll('$chosen', chosen)}`);
  await page.waitForLoadState('networkidle');
  await page.getByRole('status', { name: 'Loading …' }).first().waitFor({ state: 'hidden' });
  await steps?.(page);
  await waitUntilTrue(page, IS_DRAWN);
  await page.evaluate(DECODE);
  await page.waitForTimeout(SETTLE_MS);
  await save(page, name);
}

/** Takes the path of a new user, with an app and a demo of its own. */
async function takeFirstRun(browser: Browser): Promise<void> {
  await takeWalk(browser, FIRST_RUN, async (page, own, shoot) => {
    const demo = join(own.path, 'demo');
    await writeDemoBackup(demo, { ...DEMO, story: true, examples: DEMO_EXAMPLES });
    await walkFirstRun(page, { disk: join(own.path, 'Old Laptop', 'Backup'), demo }, async (name) => {
      await page.waitForTimeout(name === 'watch' ? 0 : SETTLE_MS);
      await shoot(name);
    });
  });
}

/** Takes the first seconds of the index of a large backup. */
async function takeFirstSecond(browser: Browser): Promise<void> {
  await takeWalk(browser, FIRST_SECOND, async (page, own, shoot) => {
    await writeDemoBackup(join(own.backups, 'demo'), { ...LARGE_DEMO, story: true });
    await page.getByRole('button', { name: 'Look again' }).click();
    await walkFirstSecond(page, shoot);
  });
}

/** Takes numbered pictures of a way through the page, with an app without backups. */
async function takeWalk(
  browser: Browser,
  name: string,
  walk: (page: Page, own: Workspace, shoot: (name: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const own = await makeWorkspace();
  await mkdir(own.backups);
  const app = await openApp(own.settings);
  await app.catalog.refresh();
  const server = await startServer(app, { pageFolder });
  const context = await browser.newContext(contextOptions({ theme: 'light', width: 1200, height: 800 }));
  try {
    await mkdir(join(TARGET, name), { recursive: true });
    const page = await context.newPage();
    await page.goto(server.createLoginUrl());
    let count = 0;
    await walk(page, own, (part) => write(page, join(name, `${++count}-${part}`)));
  } finally {
    await context.close();
    await server.close();
    await app.close();
    await own.remove();
  }
}

/** Writes the screenshot of a page and closes the page. */
async function save(page: Page, name: string): Promise<void> {
  await write(page, name);
  await page.close();
}

async function write(page: Page, name: string): Promise<void> {
  await writePicture(await page.screenshot(), name);
}

async function writePicture(picture: Buffer, name: string): Promise<void> {
  // A palette of 256 colours is sufficient for screens and takes a third of the size.
  const png = await sharp(picture).png({ palette: true, quality: 95, effort: 10, compressionLevel: 9 }).toBuffer();
  await writeFile(join(TARGET, `${name}.png`), png);
  process.stdout.write(`${name}\n`);
}

async function printSizes(): Promise<void> {
  const entries = await readdir(TARGET, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(name)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`${names.length} pictures in docs/screenshots, ${(bytes / 1e6).toFixed(1)} MB\n`);
  if (bytes > MAX_BYTES) throw new Error(`They are more than ${MAX_BYTES / 1024 / 1024} MB: leave some out.`);
}
