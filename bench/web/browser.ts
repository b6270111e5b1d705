import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startServer } from '../../src/api/index.ts';
import type { App } from '../../src/app.ts';
import { openApp } from '../../src/main.ts';
import type { BackupId } from '../../src/model/ids.ts';
import { makeWorkspace } from '../../test/support/workspace.ts';
import { type DemoSpec, writeDemoBackup } from '../../test/synthetic/index.ts';
import { indexSynthetic, type SyntheticArtifact } from '../artifact-rows.ts';
import type { BenchRow } from '../bench.ts';

/** Duration of scrolling in seconds. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
/** Longer frames are visible as stuttering. */
const MAX_FRAME_MS = 50;
/** Maximum memory growth after the first third: content out of view must be released. */
const MAX_GROWTH = 1.15;

/** Contents shown in the browser. */
export interface Shown {
  readonly demo: DemoSpec;
  /** Fills the index of the demo. */
  readonly index: (app: App, backup: BackupId) => Promise<void>;
}

/** The real server with the demo, and a browser on the same machine. */
export interface Served {
  readonly app: App;
  readonly backup: BackupId;
  /** Address of the server. */
  readonly url: string;
  /** Opens a page in a fresh browser profile. */
  readonly openPage: () => Promise<Page>;
  /** A one-time login address. */
  readonly loginUrl: () => string;
}

/** Serves `shown` to a browser and passes both to `measure`. */
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

/**
 * A backup with the files of a small demo and the synthetic index `made`. The page is logged in; `address` is the base
 * address of its screens.
 */
export async function withSyntheticIndex(
  made: Omit<SyntheticArtifact, 'backup'>,
  measure: (page: Page, address: string) => Promise<void>,
): Promise<void> {
  const shown: Shown = {
    demo: { messages: 10, contacts: 5 },
    index: (app, backup) => indexSynthetic(app.store, app.settings.postgres.dsn, { ...made, backup }),
  };
  await withBrowser(shown, async ({ openPage, loginUrl, url, backup }) => {
    const page = await openPage();
    await page.goto(loginUrl());
    await measure(page, `${url}/app/b/${backup}`);
  });
}

/** A browser without a window. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A row for something that must take at most `limit` milliseconds. */
export function timing(name: string, ms: number, limit: number): BenchRow {
  return { name, value: `${ms.toFixed(0)} ms`, limit: `≤ ${limit} ms`, ratio: limit / ms, ok: ms <= limit };
}

/**
 * Scrolls the element `selector` by `speed` pixels per second (upwards if negative), and returns rows for its frames
 * and for the growth of memory. Runs in three parts, measuring memory after each, after garbage collection.
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

/** Runs in the page: scrolls on every frame and returns the times between frames. */
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
