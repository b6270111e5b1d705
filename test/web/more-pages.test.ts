import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CHAT_DEMO, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { waitFrames } from './support/frames.ts';
import { useWebTest } from './support/web-test.ts';

const PROBLEM = {
  type: 'about:blank',
  title: 'Bad request',
  status: 400,
  code: 'BAD_REQUEST',
  detail: 'This page was refused.',
  detailCode: { code: 'plain', params: { text: 'This page was refused.' } },
  next: '',
};

/** Refuses every request for a further page; returns the number of refused ones, and a function that ends it. */
async function refusePages(page: Page): Promise<{ readonly count: () => number; readonly end: () => Promise<void> }> {
  let count = 0;
  const isPage = ({ searchParams }: URL): boolean => searchParams.has('cursor');
  await page.route(isPage, (route) => {
    count += 1;
    return route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify(PROBLEM) });
  });
  return { count: () => count, end: () => page.unroute(isPage) };
}

/** Time in which requests that are repeated at once would be many. */
const A_WHILE = 1000;

describeInBrowser('a list whose next page cannot be loaded', () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true, changes: true });

  const openChat = async (): Promise<Page> => {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`);
    await page.locator('[data-chat]').first().waitFor();
    return page;
  };
  const scrollToStart = (page: Page) => page.getByRole('feed').evaluate((feed) => feed.scrollTo(0, 0));

  it('says so in a chat, asks once, and goes on by a button', async () => {
    const page = await openChat();
    const { count, end } = await refusePages(page);
    await page.locator('[data-chat]').first().click();
    await page.locator('[data-message]').first().waitFor();
    await scrollToStart(page);
    const alert = page.getByRole('alert');
    await alert.getByText('This page was refused.').waitFor();
    await scrollToStart(page);
    await page.waitForTimeout(A_WHILE);
    expect(count()).toBeLessThan(4);
    const oldest = await page.locator('[data-message]').first().getAttribute('data-message');
    await end();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    await settled(page);
    await scrollToStart(page);
    await expect.poll(() => page.locator('[data-message]').first().getAttribute('data-message')).not.toBe(oldest);
  });

  it('says so below hits, and goes on by a button', async () => {
    const page = await web.open('search');
    const { count, end } = await refusePages(page);
    await page.goto('search?q=type%3Amessage');
    const list = page.getByRole('list', { name: 'Hits' });
    await list.waitFor();
    const toEnd = () => list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await toEnd();
    const alert = page.getByRole('alert');
    await alert.getByText('This page was refused.').waitFor();
    await toEnd();
    await page.waitForTimeout(A_WHILE);
    expect(count()).toBeLessThan(4);
    await end();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    const size = () => list.getByRole('listitem').first().getAttribute('aria-setsize').then(Number);
    const before = await size();
    await toEnd();
    await expect.poll(size).toBeGreaterThan(before);
  });

  it('waits in a chat for a server that is gone, and goes on by itself', async () => {
    const page = await openChat();
    await page.locator('[data-chat]').first().click();
    await settled(page);
    let failed = 0;
    page.on('requestfailed', () => (failed += 1));
    await page.route('**', (route) => route.abort());
    await scrollToStart(page);
    await page.waitForTimeout(A_WHILE);
    await waitFrames(page);
    // Those of the check whether it is there again included.
    expect(failed).toBeLessThan(10);
    expect(await page.getByRole('feed').isVisible()).toBe(true);
    const first = () => page.locator('[data-message]').first().getAttribute('data-message');
    const oldest = await first();
    await page.unroute('**');
    await expect
      .poll(
        async () => {
          await scrollToStart(page);
          return first();
        },
        { timeout: 20_000 },
      )
      .not.toBe(oldest);
  });
});
