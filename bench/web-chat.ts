/**
 * A conversation of 1,000,000 messages in a real browser, served by the real server on the same machine: to the first
 * bubble, to its middle, the frames of continuous scrolling, and whether memory grows meanwhile.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { startServer } from '../src/api/index.ts';
import { type ArtifactTables, artifactTables } from '../src/artifacts/registry.ts';
import { type App, openApp } from '../src/main.ts';
import type { RowOf } from '../src/model/columns.ts';
import { BatchBuilder, openBulkWriter } from '../src/storage/index.ts';
import { writeDemoBackup } from '../src/synthetic/index.ts';
import { makeWorkspace } from '../test/support/workspace.ts';
import { median, printRows } from './bench.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
/** How long the chat is scrolled. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);

/** Issue 4's limits. */
const MAX_FRAME_MS = 50;
const MAX_FIRST_MS = 1000;
const MAX_JUMP_MS = 300;
/** Of the memory after the first third; the rest of the way must not add more: what went out of view is let go. */
const MAX_GROWTH = 1.15;

/** Jumps that are measured. */
const JUMPS = 25;
/** The conversation in the list. */
const CHAT = '[data-chat="1"]';
/** Pixels a second: more than two screens. */
const SPEED = 2000;

const FIRST = Date.UTC(2012, 0, 1);
/** Between two messages. */
const STEP_MS = 400_000;
const HANDLE = '+15550100';
const WORDS = 'and then we went to the lake with lemons, tickets and far too much luggage for one small car'.split(' ');

const workspace = await makeWorkspace();
const pageFolder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-page-'));
try {
  await writeDemoBackup(join(workspace.backups, 'demo'), { messages: 10, contacts: 5 });
  execFileSync(process.execPath, ['scripts/build-web.ts', pageFolder], { stdio: 'ignore' });
  const app = await openApp(workspace.settings);
  await app.catalog.refresh();
  const backup = await fillChat(app);
  const server = await startServer(app, { pageFolder });
  try {
    await measure(server.createLoginUrl(), `${server.url}/app/b/${backup}/messages`);
  } finally {
    await server.close();
    await app.close();
  }
} finally {
  await workspace.remove();
  await rm(pageFolder, { recursive: true });
}

function row<K extends keyof ArtifactTables>(
  table: K,
  values: Partial<RowOf<ArtifactTables[K]>>,
): RowOf<ArtifactTables[K]> {
  const columns = Object.keys(artifactTables[table].columns).map((column) => [column, null]);
  return { ...Object.fromEntries(columns), ...values } as RowOf<ArtifactTables[K]>;
}

/** One conversation of texts of all lengths, some of them answers or with reactions. */
async function fillChat({ store, settings }: App): Promise<string> {
  const [first] = await store.backups.list();
  if (first === undefined) throw new Error('There is no backup.');
  const run = await store.runs.acquire(first.publicId, { owner: 'bench' });
  const target = await store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
  const writer = await openBulkWriter({ dsn: settings.postgres.dsn, tables: artifactTables });
  const builder = new BatchBuilder({ target, tables: artifactTables, searchTypes: {} });
  const participants = [{ handle: HANDLE, handleKey: HANDLE, services: ['iMessage'] }];
  const last = FIRST + COUNT * STEP_MS;
  builder.add(
    'message_conversations',
    row('message_conversations', {
      key: 1,
      kind: 'direct',
      participants,
      chats: [],
      messageCount: COUNT,
      firstAt: FIRST + STEP_MS,
      lastAt: last,
    }),
  );
  for (let key = 1; key <= COUNT; key++) {
    const at = FIRST + key * STEP_MS;
    const isFromMe = key % 3 === 0;
    const words = Array.from({ length: 1 + ((key * 7919) % 40) }, (_, index) => WORDS[(key + index) % WORDS.length]);
    builder.add('message_conversation_items', row('message_conversation_items', { conversation: 1, at, message: key }));
    builder.add(
      'messages',
      row('messages', {
        key,
        guid: `GUID-${key}`,
        conversation: 1,
        kind: 'text',
        service: 'iMessage',
        text: `${key}: ${words.join(' ')}`,
        sentAt: at,
        isFromMe,
        sender: isFromMe ? null : HANDLE,
        ...(key % 11 === 0
          ? { reactions: [{ part: 0, kind: 'love', isFromMe: !isFromMe, sender: HANDLE, at, message: key }] }
          : {}),
        ...(key % 13 === 0 ? { replyTo: `GUID-${key - 5}`, replyToKey: key - 5 } : {}),
      }),
    );
    if (builder.full) await writer.write(builder.take());
  }
  await writer.write(builder.take());
  await writer.close();
  const counts = { found: COUNT, parsed: COUNT, skipped: 0, notes: {}, milliseconds: 0 };
  await store.runs.finishArtifactRun(target, {
    entry: { artifact: 'messages', version: 1, outcome: 'indexed', reason: null, ...counts },
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
    const start = performance.now();
    await page.goto(`${address}?c=1`);
    await page.evaluate(untilShown, { key: COUNT });
    const addressMs = performance.now() - start;
    await page.goto(address);
    await page.locator(CHAT).hover();
    const clickMs = await page.evaluate(untilShown, { key: COUNT, click: CHAT });
    const jump = (key: number): Promise<number> =>
      page.evaluate(untilShown, { key, address: `?c=1&at=${FIRST + key * STEP_MS}` });
    const jumps: number[] = [];
    for (let round = 1; round <= JUMPS; round++) jumps.push(await jump(1 + Math.floor(COUNT * ((round * 0.618) % 1))));
    await jump(Math.floor(COUNT / 2));
    const { intervals, heaps } = await scroll(page, session);
    const sorted = intervals.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    const growth = (heaps[2] ?? Number.NaN) / (heaps[0] ?? Number.NaN);
    const count = `${COUNT.toLocaleString('en')} messages`;
    printRows([
      timing(`${count}: chosen in the list, to the first bubble`, clickMs, MAX_FIRST_MS),
      timing(`${count}: address to the first bubble`, addressMs, MAX_FIRST_MS),
      timing(`${count}: jump to anywhere, median of ${JUMPS}`, median(jumps), MAX_JUMP_MS),
      timing(`${count}: frame of ${SECONDS} s of scrolling, p95`, p95, MAX_FRAME_MS),
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

function timing(name: string, ms: number, limit: number) {
  return { name, value: `${ms.toFixed(0)} ms`, limit: `≤ ${limit} ms`, ratio: limit / ms, ok: ms <= limit };
}

/** Runs in the page: does something, and tells after how many milliseconds the bubble of a message is in view. */
function untilShown({ key, click, address }: { key: number; click?: string; address?: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    if (click !== undefined) document.querySelector<HTMLElement>(click)?.click();
    if (address !== undefined) history.pushState({}, '', address);
    const look = (): void => {
      const message = document.querySelector(`[data-message="${key}"]`);
      const { top, bottom } = message?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      const isShown = message?.checkVisibility({ visibilityProperty: true }) === true;
      const taken = performance.now() - start;
      if (isShown && top >= 0 && bottom <= innerHeight) resolve(taken);
      else if (taken > 30_000) reject(new Error(`Message ${key} did not come into view.`));
      else requestAnimationFrame(look);
    };
    look();
  });
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

/** Runs in the page: scrolls back in time with every frame; the times between frames. */
function scrollFor({ milliseconds, speed }: { milliseconds: number; speed: number }): Promise<number[]> {
  const feed = document.querySelector('[role="feed"]');
  return new Promise((resolve) => {
    const intervals: number[] = [];
    const start = performance.now();
    let before = start;
    const frame = (now: number): void => {
      if (now > before) intervals.push(now - before);
      feed?.scrollBy({ top: (-(now - before) / 1000) * speed });
      before = Math.max(before, now);
      if (now - start < milliseconds) requestAnimationFrame(frame);
      else resolve(intervals);
    };
    requestAnimationFrame(frame);
  });
}
