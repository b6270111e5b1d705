import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { BackupId } from '../../../src/model/ids.ts';
import { placeDemoBackup } from '../../support/demo-shelf.ts';
import { indexNow } from '../../support/index-now.ts';
import type { DemoSpec } from '../../synthetic/index.ts';
import { type Look, openContext, sharedBrowser } from './browser.ts';
import { sharedWebApp, startIndexedWebApp, startWebApp, type WebApp } from './web-app.ts';

/** What a suite of browser tests starts with. */
export interface WebTestOptions {
  /** One synthetic backup. */
  readonly demo?: DemoSpec;
  /** Any other contents of the folder of backups. */
  readonly write?: (backups: string) => Promise<unknown>;
  /** The demo is indexed before the first test. */
  readonly indexed?: boolean;
  /**
   * The tests change rows, or what the app remembers: an indexed demo has an app of its own, else suites with the same
   * demo share one.
   */
  readonly changes?: boolean;
}

/** How a page is opened. */
export interface OpenOptions extends Look {
  /** Unlock the demo in this browser. */
  readonly unlocked?: boolean;
  /** Do not log the browser in. */
  readonly stranger?: boolean;
}

/** The app, a browser, and pages in it. */
export interface WebTest {
  readonly app: WebApp;
  /** Public id of the first backup. */
  readonly backup: BackupId;
  /** Opens a path below `/app/` in a browser profile of its own. */
  readonly open: (path?: string, options?: OpenOptions) => Promise<Page>;
}

/**
 * Starts app and browser for the tests of a `describeInBrowser`. When the suite ends it fails if a page threw, logged an
 * error, or was kept from something by its policy.
 */
export function useWebTest(options: WebTestOptions): WebTest {
  let app: WebApp;
  let browser: Browser;
  let backup: BackupId | undefined;
  const contexts: BrowserContext[] = [];
  /** Of those, the ones that were open before the test. */
  let lasting = 0;
  const problems: string[] = [];
  /** Violations that suites before this one have seen. */
  let earlier = 0;
  const password = options.demo?.password ?? null;

  beforeAll(async () => {
    [app, browser] = await Promise.all([openWebApp(options), sharedBrowser()]);
    earlier = app.violations().length;
    const [first] = await app.app.store.backups.list();
    backup = first?.publicId;
    if (first !== undefined) await app.app.sessions.lock(first.publicId);
  });
  beforeEach(() => {
    lasting = contexts.length;
  });
  // A page that nobody looks at any more still draws, listens and asks: twenty of them are a load.
  const closeAllFrom = (first: number) => Promise.all(contexts.splice(first).map((context) => context.close()));
  afterEach(() => closeAllFrom(lasting));
  afterAll(async () => {
    await closeAllFrom(0);
    if (!isShared(options)) await app.close();
    expect([...problems, ...app.violations().slice(earlier)]).toEqual([]);
  });

  return {
    get app() {
      return app;
    },
    get backup() {
      if (backup === undefined) throw new Error('This test has no backup.');
      return backup;
    },
    async open(path = '', { unlocked = false, stranger = false, ...look } = {}) {
      const followed = path === '' && !stranger && !unlocked;
      const context = await openContext(browser, app, look);
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        // What the server refuses is part of what is tested; the browser calls every refusal an error.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          problems.push(message.text());
      });
      // The link itself is followed where nothing else is asked for; elsewhere the page would only be loaded twice.
      if (!stranger && !followed) await context.request.get(app.loginUrl(), { maxRedirects: 0 });
      if (unlocked) {
        const url = `${app.url}/backups/${backup}/unlock`;
        const answer = await context.request.post(url, { data: { password }, headers: { origin: app.url } });
        expect(answer.status()).toBe(200);
      }
      await page.goto(followed ? app.loginUrl() : path);
      return page;
    },
  };
}

/** Whether suites with the same options may use the same app. */
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
