import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Look, openContext } from './browser.ts';
import type { WebApp } from './web-app.ts';

/** Maximum number of unused profiles: each is a process of the browser. */
const MAX_IDLE = 6;

/**
 * A browser profile that tests use one after the other. It is emptied between them: no cookies, storage, permissions or
 * pages remain. What remains is the renderer process with the HTTP cache and the compiled scripts.
 */
export interface Profile {
  readonly context: BrowserContext;
  /** A page of the same site that stays open: without one, the renderer process would end. */
  readonly keeper: Page;
  readonly kind: string;
}

const idle: Profile[] = [];

/** Returns a profile that no other test uses at the same time. */
export async function borrowProfile(browser: Browser, app: WebApp, look: Look = {}): Promise<Profile> {
  // The rest of a look is set on the page.
  const kind = JSON.stringify([app.url, look.locale, look.zone]);
  const index = idle.findLastIndex(
    (profile) => profile.kind === kind && profile.context.browser()?.isConnected() === true,
  );
  const [waiting] = index === -1 ? [] : idle.splice(index, 1);
  if (waiting !== undefined) return waiting;
  const context = await openContext(browser, app, look);
  const keeper = await context.newPage();
  await keeper.goto('assets/theme-1.js');
  return { context, keeper, kind };
}

/** Empties a profile for the next test. */
export async function returnProfile(profile: Profile): Promise<void> {
  const { context, keeper } = profile;
  const used = context.pages().filter((page) => page !== keeper);
  await Promise.all(used.map((page) => page.close()));
  await Promise.all([
    keeper.evaluate(() => localStorage.clear()),
    context.clearCookies(),
    context.clearPermissions(),
    context.unrouteAll(),
  ]);
  idle.push(profile);
  if (idle.length > MAX_IDLE) await idle.shift()?.context.close();
}

/** Closes the unused profiles of an app that ends. */
export async function closeProfiles({ url }: WebApp): Promise<void> {
  const closing = idle.filter(({ kind }) => kind.includes(JSON.stringify(url)));
  for (const profile of closing) idle.splice(idle.indexOf(profile), 1);
  await Promise.all(closing.map(({ context }) => context.close()));
}
