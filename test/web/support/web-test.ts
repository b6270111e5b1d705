import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { BackupId } from '../../../src/model/ids.ts';
import { placeDemoBackup } from '../../support/demo-shelf.ts';
import { indexNow } from '../../support/index-now.ts';
import type { DemoSpec } from '../../synthetic/index.ts';
import { type Look, lookAt, sharedBrowser } from './browser.ts';
import { goToAfresh, leaveScreen } from './navigate.ts';
import { borrowProfile, closeProfiles, type Profile, returnProfile } from './profiles.ts';
import { sharedWebApp, startIndexedWebApp, startWebApp, type WebApp } from './web-app.ts';

/** How the console begins to say that a request was refused. */
const REFUSED = /^Failed to load resource|^TypeError: Failed to fetch dynamically imported module/;

/** Initial state of a suite of browser tests. */
export interface WebTestOptions {
  /** One synthetic backup. */
  readonly demo?: DemoSpec;
  /** Writes other contents to the folder of backups. */
  readonly write?: (backups: string) => Promise<unknown>;
  /** True to index the demo before the first test. */
  readonly indexed?: boolean;
  /**
   * True if the tests change rows or settings: an indexed demo then has its own app, otherwise suites with the same
   * demo share one.
   */
  readonly changes?: boolean;
}

/** Options for opening a page. */
export interface OpenOptions extends Look {
  /** True to unlock the demo in this browser. */
  readonly unlocked?: boolean;
  /** True not to log the browser in. */
  readonly signedOut?: boolean;
  /** True if the test changes the profile permanently, for example its clock: the profile is closed afterwards. */
  readonly spoiled?: boolean;
}

/** The app, a browser, and pages. */
export interface WebTest {
  readonly app: WebApp;
  /** Public id of the first backup. */
  readonly backup: BackupId;
  /** Opens a path below `/app/` in a new browser profile. */
  readonly open: (path?: string, options?: OpenOptions) => Promise<Page>;
  /**
   * Shows a path in a page that the tests of the suite share, one for each set of options. It is loaded once and then only
   * navigated, which costs less than half: for tests that look at a screen and change nothing.
   */
  readonly show: (path: string, options?: OpenOptions) => Promise<Page>;
}

/**
 * Starts app and browser for the tests of a `describeInBrowser`. When the suite ends it fails if a page threw or logged
 * an error, or violated its content security policy.
 */
export function useWebTest(options: WebTestOptions): WebTest {
  let app: WebApp;
  let browser: Browser;
  let backup: BackupId | undefined;
  const profiles: (Profile & { readonly spoiled: boolean })[] = [];
  /** Number of profiles that were in use before the test. */
  let lasting = 0;
  /** Pages of `show`, and the profiles that they are in. */
  const shown = new Map<string, Page>();
  const kept: Profile[] = [];
  const problems: string[] = [];
  /** Number of violations in earlier suites. */
  let earlier = 0;
  const password = options.demo?.password ?? null;

  beforeAll(async () => {
    [app, browser] = await Promise.all([openWebApp(options), sharedBrowser()]);
    earlier = app.violations().length;
    const [first] = await app.app.store.backups.list();
    backup = first?.publicId;
    if (first !== undefined) await app.app.sessions.lock(first.publicId);
    if (isShared(options)) await forgetExports(browser, app);
  });
  beforeEach(() => {
    lasting = profiles.length;
  });
  // Unused pages still render, listen and send requests; twenty of them are a considerable load.
  const closeAllFrom = (first: number) =>
    Promise.all(
      profiles.splice(first).map((profile) => (profile.spoiled ? profile.context.close() : returnProfile(profile))),
    );
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await tellWhatIsShown(profiles.slice(lasting));
    await closeAllFrom(lasting);
    // An open map, for example, would continue to render.
    await Promise.all([...shown.values()].map(leaveScreen));
  });
  afterAll(async () => {
    await closeAllFrom(0);
    await Promise.all(kept.map(returnProfile));
    if (!isShared(options)) {
      await closeProfiles(app);
      await app.close();
    }
    expect([...problems, ...app.violations().slice(earlier)]).toEqual([]);
  });

  const web: WebTest = {
    get app() {
      return app;
    },
    get backup() {
      if (backup === undefined) throw new Error('This test has no backup.');
      return backup;
    },
    async open(path = '', { unlocked = false, signedOut = false, spoiled = false, ...look } = {}) {
      const followed = path === '' && !signedOut && !unlocked;
      const profile = await borrowProfile(browser, app, look);
      profiles.push({ ...profile, spoiled });
      const { context } = profile;
      const page = await context.newPage();
      await lookAt(page, look);
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        // Refused requests are part of the tests; the browser logs all of them as errors, and the page what it could not import.
        if (message.type() === 'error' && !REFUSED.test(message.text())) problems.push(message.text());
      });
      // The login link itself is opened if no path is requested; otherwise the page would be loaded twice.
      if (!signedOut && !followed) await context.request.get(app.loginUrl(), { maxRedirects: 0 });
      if (unlocked) {
        const url = `${app.url}/backups/${backup}/unlock`;
        const answer = await context.request.post(url, { data: { password }, headers: { origin: app.url } });
        expect(answer.status()).toBe(200);
      }
      await page.goto(followed ? app.loginUrl() : path);
      return page;
    },
    async show(path, options = {}) {
      const key = JSON.stringify(options);
      const known = shown.get(key);
      if (known !== undefined) {
        await goToAfresh(known, path);
        return known;
      }
      const page = await web.open(path, options);
      shown.set(key, page);
      // It outlives the test.
      kept.push(...profiles.splice(-1));
      return page;
    },
  };
  return web;
}

/** Removes what an earlier suite exported: every page shows exports that were not saved, below its screen. */
async function forgetExports(browser: Browser, app: WebApp): Promise<void> {
  const profile = await borrowProfile(browser, app, {});
  const { request } = profile.context;
  await request.get(app.loginUrl(), { maxRedirects: 0 });
  const list = await request.get(`${app.url}/export-jobs`);
  const { items } = (await list.json()) as { items: readonly { readonly id: string }[] };
  for (const { id } of items) {
    const answer = await request.delete(`${app.url}/export-jobs/${id}`, { headers: { origin: app.url } });
    expect(answer.ok()).toBe(true);
  }
  await returnProfile(profile);
}

/** Characters of a page that are printed when its test fails. */
const TOLD = 600;

/** Prints where the pages of a failed test are and how their text begins: what was waited for may be behind something else. */
async function tellWhatIsShown(profiles: readonly Profile[]): Promise<void> {
  for (const page of profiles.flatMap(({ context }) => context.pages())) {
    const text = await page.evaluate(() => document.body.innerText).catch(String);
    process.stderr.write(`${page.url()} shows: ${text.replaceAll(/\s+/g, ' ').slice(0, TOLD)}\n`);
  }
}

/** True if suites with the same options can share an app. */
const isShared = ({ write, indexed, changes }: WebTestOptions): boolean =>
  indexed === true && write === undefined && changes !== true;

async function openWebApp(options: WebTestOptions): Promise<WebApp> {
  const { demo, write, indexed = false } = options;
  if (demo !== undefined && indexed && write === undefined) {
    return isShared(options) ? sharedWebApp(demo) : startIndexedWebApp(demo);
  }
  const app = await startWebApp(async (backups) => {
    if (demo !== undefined) await placeDemoBackup(`${backups}/demo`, demo);
    await write?.(backups);
  });
  const [first] = await app.app.store.backups.list();
  if (indexed && first !== undefined) await indexNow(app.app, first.publicId, demo?.password ?? null);
  return app;
}
