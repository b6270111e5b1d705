/**
 * The grid of 100,000 photos in a real browser, served by the real server on the same machine: to the first picture, to a
 * picture in the middle of the library, the frames of continuous scrolling, and whether memory grows meanwhile.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { startServer } from '../src/api/index.ts';
import { artifactTables } from '../src/artifacts/registry.ts';
import { type App, openApp } from '../src/main.ts';
import { BatchBuilder, openBulkWriter } from '../src/storage/index.ts';
import { writeDemoBackup } from '../src/synthetic/index.ts';
import { makeWorkspace } from '../test/support/workspace.ts';
import { printRows } from './bench.ts';

const COUNT = Number(process.env.BENCH_PHOTOS ?? 100_000);
/** How long the grid is scrolled. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);

/** Slower than this scrolling is seen to stutter. */
const MAX_FRAME_MS = 50;
/** With a browser that has just started and knows nothing of the page. */
const MAX_FIRST_MS = 2000;
const MAX_JUMP_MS = 1000;
/** Of the memory after the first third; the rest of the way must not add more: what went out of view is let go. */
const MAX_GROWTH = 1.15;

/** Pixels a second: two screens of photos. */
const SPEED = 1800;

/** A photo every 40 minutes: 36 a day, for seven and a half years. */
const STEP_MS = 40 * 60_000;
const NEWEST = Date.UTC(2025, 5, 1, 12);

/** Width by height of what a phone takes. */
const SIZES = [
  [4032, 3024],
  [3024, 4032],
  [3840, 2160],
  [1170, 2532],
] as const;

/** Pictures of the demo's camera roll, that all photos share. */
const PICTURES = Array.from({ length: 11 }, (_, index) => `IMG_${String(index + 1).padStart(4, '0')}.JPG`)
  .filter((_, index) => (index + 1) % 6 !== 0)
  .map((name) => createHash('sha1').update(`CameraRollDomain-Media/DCIM/100APPLE/${name}`).digest('hex'));

const workspace = await makeWorkspace();
const pageFolder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-page-'));
try {
  await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 10, contacts: 5 });
  execFileSync(process.execPath, ['scripts/build-web.ts', pageFolder], { stdio: 'ignore' });
  const app = await openApp(workspace.settings);
  await app.catalog.refresh();
  const backup = await fillLibrary(app);
  const server = await startServer(app, { pageFolder });
  try {
    await measure(server.createLoginUrl(), `${server.url}/app/b/${backup}/photos`);
  } finally {
    await server.close();
    await app.close();
  }
} finally {
  await workspace.remove();
  await rm(pageFolder, { recursive: true });
}

async function fillLibrary({ store, settings }: App): Promise<string> {
  const [first] = await store.backups.list();
  if (first === undefined) throw new Error('There is no backup.');
  const run = await store.runs.acquire(first.publicId, { owner: 'bench' });
  const target = await store.runs.startArtifactRun(run.id, { id: 'photos', version: 1 });
  const writer = await openBulkWriter({ dsn: settings.postgres.dsn, tables: artifactTables });
  const builder = new BatchBuilder({ target, tables: artifactTables, searchTypes: {} });
  const nothing = Object.fromEntries(Object.keys(artifactTables.photo_assets.columns).map((column) => [column, null]));
  const flags = { isFavourite: false, isHidden: false, isTrashed: false, isScreenshot: false, inLibrary: true };
  for (let index = 0; index < COUNT; index++) {
    const [width, height] = SIZES[index % SIZES.length] ?? SIZES[0];
    const file = PICTURES[index % PICTURES.length] ?? '';
    const row = {
      ...nothing,
      ...flags,
      key: `photo-${index}`,
      kind: 'photo',
      subtype: 'plain',
      filename: `IMG_${index}.JPG`,
      createdAt: NEWEST - index * STEP_MS,
      width,
      height,
      availability: 'original',
      originalFile: file,
      originalState: 'present',
      thumbnailFile: file,
      thumbnailState: 'present',
    };
    builder.add('photo_assets', row as unknown as Parameters<typeof builder.add<'photo_assets'>>[1]);
    if (builder.full) await writer.write(builder.take());
  }
  await writer.write(builder.take());
  await writer.close();
  const counts = { found: COUNT, parsed: COUNT, skipped: 0, notes: {}, milliseconds: 0 };
  await store.runs.finishArtifactRun(target, {
    entry: { artifact: 'photos', version: 1, outcome: 'indexed', reason: null, ...counts },
    signature: 'bench',
    sources: [],
  });
  await store.runs.finish(run.id);
  return first.publicId;
}

async function measure(login: string, address: string): Promise<void> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
    const session = await page.context().newCDPSession(page);
    await page.goto(login);
    const firstMs = await until(page, () => page.goto(address));
    const jumpMs = await until(page, () => scrollTo(page, 0.5));
    await scrollTo(page, 0.1);
    const { intervals, heaps } = await scroll(page, session);
    const sorted = intervals.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    const growth = (heaps[2] ?? Number.NaN) / (heaps[0] ?? Number.NaN);
    const count = `${COUNT.toLocaleString('en')} photos`;
    printRows([
      row(`${count}: address to first picture`, firstMs, MAX_FIRST_MS),
      row(`${count}: jump to the middle, to its pictures`, jumpMs, MAX_JUMP_MS),
      row(`${count}: frame of ${SECONDS} s of scrolling, p95`, p95, MAX_FRAME_MS),
      {
        name: `${count}: memory at the end of scrolling by that after a third`,
        value: `${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(' → ')} MB`,
        limit: `≤ ${MAX_GROWTH} ×`,
        ratio: MAX_GROWTH / growth,
        ok: growth <= MAX_GROWTH,
      },
    ]);
  } finally {
    await browser.close();
  }
}

function row(name: string, ms: number, limit: number) {
  return { name, value: `${ms.toFixed(0)} ms`, limit: `≤ ${limit} ms`, ratio: limit / ms, ok: ms <= limit };
}

/** Milliseconds until a picture is drawn in view after something was done. */
async function until(page: Page, act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  await page.waitForFunction(() => {
    const inView = [...document.querySelectorAll<HTMLImageElement>('a[data-index] img')].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 200 && top < innerHeight;
    });
    return inView.length > 0 && inView.every((image) => image.complete && image.naturalWidth > 0);
  });
  return performance.now() - start;
}

async function scrollTo(page: Page, part: number): Promise<void> {
  await page.evaluate((part) => {
    const grid = document.querySelector('[role="region"]');
    grid?.scrollTo({ top: grid.scrollHeight * part });
  }, part);
}

/** Scrolls in three parts, and looks at the memory after each, without what is only waiting to be collected. */
async function scroll(page: Page, session: CDPSession): Promise<{ intervals: number[]; heaps: number[] }> {
  const intervals: number[] = [];
  const heaps: number[] = [];
  for (let part = 0; part < 3; part++) {
    intervals.push(...(await page.evaluate(scrollFor, { milliseconds: (SECONDS * 1000) / 3, speed: SPEED })));
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    heaps.push(usedSize);
  }
  return { intervals, heaps };
}

/** Runs in the page: scrolls on with every frame; the times between frames. */
function scrollFor({ milliseconds, speed }: { milliseconds: number; speed: number }): Promise<number[]> {
  const grid = document.querySelector('[role="region"]');
  return new Promise((resolve) => {
    const intervals: number[] = [];
    const start = performance.now();
    let before = start;
    const frame = (now: number): void => {
      if (now > before) intervals.push(now - before);
      grid?.scrollBy({ top: ((now - before) / 1000) * speed });
      before = Math.max(before, now);
      if (now - start < milliseconds) requestAnimationFrame(frame);
      else resolve(intervals);
    };
    requestAnimationFrame(frame);
  });
}
