import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import type { WebApp } from './web-app.ts';

/** No request of the browser itself leaves the machine. */
const FLAGS = [
  '--no-sandbox',
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

/** Starts the system's Chromium. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('There is no Chromium: use describeInBrowser.');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A browser profile of its own, not logged in yet. Refuses whatever is not the app's own server. */
export async function openContext(browser: Browser, { url }: WebApp, look: Look = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: `${url}/app/`,
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'en-GB',
    timezoneId: look.zone ?? 'UTC',
    reducedMotion: 'reduce',
  });
  await context.route(
    (address) => !['blob:', 'data:'].includes(address.protocol) && address.origin !== url,
    (route) => route.abort(),
  );
  return context;
}
