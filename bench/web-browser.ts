import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startServer } from '../src/api/index.ts';
import { type App, openApp } from '../src/main.ts';
import type { BackupId } from '../src/model/ids.ts';
import { makeWorkspace } from '../test/support/workspace.ts';
import { type DemoSpec, writeDemoBackup } from '../test/synthetic/index.ts';
import { indexMadeUp, type MadeUpArtifact } from './artifact-rows.ts';
import type { BenchRow } from './bench.ts';

/** How long a page is scrolled. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
/** Slower than this scrolling is seen to stutter. */
const MAX_FRAME_MS = 50;
/** Of the memory after the first third; the rest of the way must not add more: what went out of view is let go. */
const MAX_GROWTH = 1.15;

/** What is shown in the browser. */
export interface Shown {
  readonly demo: DemoSpec;
  /** Fills the index of the demo. */
  readonly index: (app: App, backup: BackupId) => Promise<void>;
}

/** The real server with the demo, and the browser on the same machine. */
export interface Served {
  readonly app: App;
  readonly backup: BackupId;
  /** Of the server. */
  readonly url: string;
  /** A page in a profile of its own, which knows nothing yet. */
  readonly openPage: () => Promise<Page>;
  /** An address that logs a browser in, once. */
  readonly loginUrl: () => string;
}

/** Serves `shown` to a browser and gives both to `measure`. */
export async function withBrowser({ demo, index }: Shown, measure: (served: Served) => Promise<void>): Promise<void> {
  const workspace = await makeWorkspace();
  const pageFolder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-page-'));
  try {
    await writeDemoBackup(join(workspace.backups, 'demo'), demo);
    execFileSync(process.execPath, ['scripts/build-web.ts', pageFolder], { stdio: 'ignore' });
    const app = await openApp(workspace.settings);
    await app.catalog.refresh();
    const [first] = await app.store.backups.list();
    if (first === undefined) throw new Error('There is no backup.');
    const backup = first.publicId;
    await index(app, backup);
    const server = await startServer(app, { pageFolder });
    const browser = await launch();
    try {
      await measure({
        app,
        backup,
        url: server.url,
        openPage: () => browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC', locale: 'en-GB' }),
        loginUrl: () => server.createLoginUrl(),
      });
    } finally {
      await browser.close();
      await server.close();
      await app.close();
    }
  } finally {
    await workspace.remove();
    await rm(pageFolder, { recursive: true });
  }
}

/** A backup with a small demo's files and an index that is `made`; the page is logged in, `address` is where its screens are. */
export async function withMadeUpIndex(
  made: Omit<MadeUpArtifact, 'backup'>,
  measure: (page: Page, address: string) => Promise<void>,
): Promise<void> {
  const shown: Shown = {
    demo: { messages: 10, contacts: 5 },
    index: (app, backup) => indexMadeUp(app.store, app.settings.postgres.dsn, { ...made, backup }),
  };
  await withBrowser(shown, async ({ openPage, loginUrl, url, backup }) => {
    const page = await openPage();
    await page.goto(loginUrl());
    await measure(page, `${url}/app/b/${backup}`);
  });
}

function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A row for something that has to take at most `limit` milliseconds. */
export function timing(name: string, ms: number, limit: number): BenchRow {
  return { name, value: `${ms.toFixed(0)} ms`, limit: `≤ ${limit} ms`, ratio: limit / ms, ok: ms <= limit };
}

/**
 * Scrolls what `selector` finds by `speed` pixels a second, upwards where that is negative: rows for its frames, and for
 * how memory grew meanwhile. In three parts, with a look at the memory after each, without what is only waiting to be
 * collected.
 */
export async function measureScrolling(
  page: Page,
  { subject, selector, speed }: { readonly subject: string; readonly selector: string; readonly speed: number },
): Promise<BenchRow[]> {
  const session = await page.context().newCDPSession(page);
  const intervals: number[] = [];
  const heaps: number[] = [];
  for (let part = 0; part < 3; part++) {
    intervals.push(...(await page.evaluate(scrollFor, { selector, milliseconds: (SECONDS * 1000) / 3, speed })));
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    heaps.push(usedSize);
  }
  const sorted = intervals.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  const growth = (heaps[2] ?? Number.NaN) / (heaps[0] ?? Number.NaN);
  return [
    timing(`${subject}: frame of ${SECONDS} s of scrolling, p95`, p95, MAX_FRAME_MS),
    {
      name: `${subject}: memory at the end of scrolling by that after a third`,
      value: `${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(' → ')} MB`,
      limit: `≤ ${MAX_GROWTH} ×`,
      ratio: MAX_GROWTH / growth,
      ok: growth <= MAX_GROWTH,
    },
  ];
}

/** Runs in the page: scrolls on with every frame; the times between frames. */
function scrollFor({
  selector,
  milliseconds,
  speed,
}: {
  selector: string;
  milliseconds: number;
  speed: number;
}): Promise<number[]> {
  const scrolled = document.querySelector(selector);
  return new Promise((resolve) => {
    const intervals: number[] = [];
    const start = performance.now();
    let before = start;
    const frame = (now: number): void => {
      if (now > before) intervals.push(now - before);
      scrolled?.scrollBy({ top: ((now - before) / 1000) * speed });
      before = Math.max(before, now);
      if (now - start < milliseconds) requestAnimationFrame(frame);
      else resolve(intervals);
    };
    requestAnimationFrame(frame);
  });
}
