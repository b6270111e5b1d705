import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import type { WebApp } from './web-app.ts';

/**
 * Nothing leaves the machine: no request of the browser itself, and none of a page, as no name and no address but the
 * server's is found. Refusing them one by one would cost a round trip for every file, and the browser's cache.
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

/** How a page is looked at. */
export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** IANA name; UTC when not given. */
  readonly zone?: string;
}

let running: Browser | null = null;

/** The system's Chromium, one for all suites of this process, with which it ends. Starts again should it have crashed. */
export async function sharedBrowser(): Promise<Browser> {
  if (running?.isConnected() === true) return running;
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('There is no Chromium: use describeInBrowser.');
  // The runner grants its processes half a second to end: too short to close a browser, long enough to kill it.
  if (running === null) process.once('SIGTERM', () => process.exit());
  // Without a locale that has Unicode, Chromium calls every file "download" whose name is not ASCII.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  running = await chromium.launch({ executablePath, args: FLAGS, handleSIGTERM: false, env });
  return running;
}

/** A browser profile of its own, not logged in yet. */
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
