import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import type { WebApp } from './web-app.ts';

/**
 * Prevents network access of browser and pages: only the server's host name can be resolved. Intercepting requests
 * would take a round trip per file and disable the cache.
 */
const FLAGS = [
  '--no-sandbox',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The pages of a profile share a renderer process, and with it the compiled scripts. Otherwise each new page would start
  // one, for the empty page that it shows first.
  '--process-per-site',
  '--disable-site-isolation-trials',
  '--renderer-process-limit=1',
];

/** Browser settings of a page. */
export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** IANA name. Default: UTC. */
  readonly zone?: string;
}

let running: Browser | null = null;

/** The system's Chromium, shared by all suites of this process. It is restarted after a crash. */
export async function sharedBrowser(): Promise<Browser> {
  if (running?.isConnected() === true) return running;
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('There is no Chromium: use describeInBrowser.');
  // The test runner gives its processes half a second to exit: too short to close a browser, long enough to kill it.
  if (running === null) process.once('SIGTERM', () => process.exit());
  // Without a Unicode locale Chromium names every download with a non-ASCII name "download".
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  running = await chromium.launch({ executablePath, args: FLAGS, handleSIGTERM: false, env });
  return running;
}

/** A new browser profile that is not logged in; `lookAt` does the rest of a look. */
export function openContext(browser: Browser, { url }: WebApp, { locale, zone }: Look = {}): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: `${url}/app/`,
    locale: locale ?? 'en-GB',
    timezoneId: zone ?? 'UTC',
    reducedMotion: 'reduce',
  });
}

/** Gives a new page its window and theme. */
export async function lookAt(page: Page, { width, height, theme }: Look): Promise<void> {
  await page.setViewportSize({ width: width ?? 1440, height: height ?? 900 });
  await page.emulateMedia({ colorScheme: theme ?? 'light' });
}
