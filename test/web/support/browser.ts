import { type Browser, type BrowserContext, chromium } from 'playwright-core';
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

/** A new browser profile that is not logged in. */
export function openContext(browser: Browser, { url }: WebApp, look: Look = {}): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: `${url}/app/`,
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'en-GB',
    timezoneId: look.zone ?? 'UTC',
    reducedMotion: 'reduce',
  });
}
