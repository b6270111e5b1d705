import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CHAT_DEMO, feedOf, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { goTo } from './support/navigate.ts';
import { useWebTest } from './support/web-test.ts';

const DAY_MS = 86_400_000;

describeInBrowser('the chats of Messages', () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true });
  const open = (query = '', options = {}) => web.open(`b/${web.backup}/messages${query}`, options);

  /** Opens the longest conversation, which needs several requests. */
  async function openLongest(options = {}): Promise<Page> {
    const page = await open('?sort=messages', options);
    await page.locator('[data-chat]').first().click();
    await settled(page);
    return page;
  }

  /** Chats of a list whose filter was applied and whose response has arrived: the earlier ones are shown until then. */
  const listed = (page: Page, filter: 'q' | 'kind') =>
    page.locator(`[aria-busy="false"] [data-chat][href*="${filter}="]`);

  it('searches by name, filters groups, and keeps that in the URL', async () => {
    const page = await open();
    await page.locator('[data-chat]').first().waitFor();
    const title = (await page.locator('[data-chat] .font-medium').first().textContent()) ?? '';
    await page.getByRole('searchbox', { name: 'Filter conversations' }).fill(title.slice(0, 4));
    await page.waitForURL(/q=/);
    await expect.poll(() => listed(page, 'q').locator('.font-medium').allTextContents()).toContain(title);
    await page.getByRole('searchbox', { name: 'Filter conversations' }).fill('nobody of that name');
    await page.getByText('No conversation matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).filter({ hasText: 'Clear' }).click();
    await page.getByLabel('Show').selectOption('group');
    await page.waitForURL(/kind=group/);
    await listed(page, 'kind').first().click();
    await page.getByText(/^\d+ members · /).waitFor();
    await page.reload();
    await page.getByText(/^\d+ members · /).waitFor();
  });

  it('explains by the ledger why there is none', async () => {
    const page = await web.open(`b/${web.backup}/whatsapp`);
    await page.getByRole('link', { name: 'ledger' }).last().waitFor();
    await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
  });

  it('leaves out the time of delivery where it is the minute of sending', async () => {
    const page = await openLongest();
    await page.getByText('Delivered', { exact: true }).first().waitFor();
  });

  it('opens at its end, and scrolls to its beginning without jumps', async () => {
    const page = await openLongest();
    expect((await feedOf(page)).toEnd).toBeLessThan(2);
    const feed = page.getByRole('feed');
    const { errors, height, views, bare } = await feed.evaluate(scrollBack);
    await expect.poll(() => feed.evaluate(({ scrollHeight }) => scrollHeight)).toBeGreaterThan(height + 5000);
    expect(Math.max(...errors)).toBeLessThan(2);
    expect(bare).toEqual([]);
    expect(views).toHaveLength(1);
    expect(errors.length).toBeGreaterThan(500);
    await page.keyboard.press('Home');
    await page.getByText('The conversation begins here').waitFor();
    await page.getByRole('button', { name: 'Go to the latest message' }).click();
    await settled(page);
    await expect.poll(async () => (await feedOf(page)).toEnd).toBeLessThan(2);
  });

  it('stays at its end while messages grow and the view shrinks, until it is scrolled', async () => {
    const page = await openLongest();
    const toEnd = async () => (await feedOf(page)).toEnd;
    const grow = (px: number) =>
      page
        .locator('[data-message]')
        .last()
        .evaluate((message, padding) => Object.assign(message.style, { paddingBottom: `${padding}px` }), px);
    await grow(116);
    await settled(page);
    expect(await toEnd()).toBeLessThan(2);
    await page.setViewportSize({ width: 1440, height: 700 });
    await settled(page);
    expect(await toEnd()).toBeLessThan(2);
    await page.getByRole('feed').evaluate((feed) => feed.scrollBy({ top: -50, behavior: 'instant' }));
    await settled(page);
    const { top } = await feedOf(page);
    await grow(216);
    await page.setViewportSize({ width: 1440, height: 650 });
    await settled(page);
    expect((await feedOf(page)).top).toBe(top);
    expect(await toEnd()).toBeGreaterThan(150);
  });

  it('starts at the message or time in the URL', async () => {
    const page = await openLongest();
    const { keys } = await feedOf(page);
    const [key] = keys;
    const address = new URL(page.url());
    address.searchParams.set('m', JSON.stringify(key));
    await goTo(page, address.href.split('/app/')[1] ?? '');
    const marked = page.locator(`[data-message="${key}"]`);
    await marked.waitFor();
    await expect.poll(() => marked.evaluate((node) => Math.round(node.getBoundingClientRect().top))).toBeLessThan(800);
    address.searchParams.delete('m');
    address.searchParams.set('at', String(Date.UTC(2000, 0, 1)));
    await goTo(page, address.href.split('/app/')[1] ?? '');
    await page.getByText('The conversation begins here').waitFor();
  });

  it('finds words, counts them, and goes from match to match', async () => {
    const page = await openLongest();
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox', { name: 'Find in this chat' }).fill('station');
    await page.getByText(/^1 of \d+$/).waitFor();
    await expect.poll(() => page.locator('article mark').allTextContents()).toContain('station');
    const first = new URL(page.url()).searchParams.get('m');
    await page.keyboard.press('Enter');
    await page.getByText(/^2 of \d+$/).waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText(/^1 of \d+$/).waitFor();
    expect(new URL(page.url()).searchParams.get('m')).toBe(first);
    await page.getByRole('searchbox', { name: 'Find in this chat' }).fill('nobody says that');
    await page.getByText('No match').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Find in this chat' }).waitFor({ state: 'hidden' });
    // Tab goes on in the chat, not at the beginning of the page.
    await page.locator('[role=feed]:focus, [data-message]:focus').waitFor();
  });

  it('does not undo a navigation during typing, and keeps a choice made meanwhile', async () => {
    const page = await openLongest();
    const filter = page.getByRole('searchbox', { name: 'Filter conversations' });
    const second = page.locator('[data-chat]').nth(1);
    const key = await second.getAttribute('data-chat');
    await filter.evaluate(typeAndClick, { text: 'a', target: `[data-chat="${key}"]` });
    await page.waitForURL(/[?&]q=a(&|$)/);
    expect(JSON.parse(new URL(page.url()).searchParams.get('c') ?? '')).toBe(key);
    await filter.evaluate(typeAndClick, { text: 'ab', target: 'nav a[href$="/photos"]' });
    await page.waitForURL('**/photos');
    // Longer than the delay after typing.
    await page.waitForTimeout(600);
    expect(new URL(page.url()).pathname).toMatch(/photos$/);
  });

  it('goes to a date, and back', async () => {
    const page = await openLongest();
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog', { name: 'Go to a date' });
    await dialog.getByRole('button', { name: 'Previous month' }).click();
    const day = dialog.locator('td button').first();
    const name = /\d+ \w+ \d{4}/.exec((await day.textContent()) ?? '')?.[0] ?? 'no date';
    const begin = Date.parse(`${name} UTC`);
    await day.click();
    await dialog.waitFor({ state: 'hidden' });
    await settled(page);
    await page
      .locator('p', { hasText: new RegExp(`\\b${name}`) })
      .first()
      .waitFor();
    // The position of the reader is written to the URL first, for “back”.
    const isThere = ({ searchParams }: URL): boolean => {
      const at = Number(searchParams.get('at') ?? Number.NaN);
      return at >= begin && at < begin + DAY_MS;
    };
    await page.waitForURL(isThere);
    await page.goBack();
    await page.waitForURL((url) => !isThere(url));
    await settled(page);
  });

  it('works by keyboard: conversations, messages, details, selection, copy', async () => {
    const page = await open();
    const names = page.locator('[data-chat] .font-medium');
    await names.nth(1).waitFor();
    const [one = '', other = ''] = await names.allTextContents();
    expect(one).not.toBe(other);
    /** Waits until a chat is shown, as the URL changes before that. */
    const shown = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    // The first is open from the start.
    await shown(one);
    const first = page.url();
    await page.keyboard.press('j');
    await shown(other);
    expect(page.url()).not.toBe(first);
    await page.keyboard.press('k');
    await shown(one);
    await page.waitForURL(first);
    await settled(page);
    await page.keyboard.press('n');
    const focused = page.locator('[data-message]:focus');
    await focused.waitFor();
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: 'Details' });
    await details.getByText('Sent', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await focused.waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    const label = (await focused.getAttribute('aria-label')) ?? '';
    const copied = await page.evaluate(() => {
      const data = new DataTransfer();
      document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, cancelable: true, bubbles: true }));
      return data.getData('text/plain');
    });
    const [sender = '', ...time] = label.split(', ');
    expect(copied.startsWith(`[${time.join(', ')}] ${sender}: `)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText('1 selected').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByText('No conversation chosen').waitFor();
    await page.keyboard.press('?');
    await page.getByText('Next conversation').waitFor();
  });
});

/**
 * Runs in the page: scrolls back through the messages that are loaded on the way. Returns by how much visible messages
 * moved other than by scrolling, and the initial height of the feed.
 */
async function scrollBack(feed: HTMLElement | SVGElement): Promise<{
  errors: number[];
  height: number;
  /** The heights that the view had. */
  views: readonly number[];
  /** Steps after which no message was where one had been, with the positions and the messages in view. */
  bare: { step: number; tops: readonly [number, number]; inView: readonly [number, number] }[];
}> {
  const STEP = 120;
  const view = feed.getBoundingClientRect();
  const height = feed.scrollHeight;
  const inView = (): Map<string, number> =>
    new Map(
      [...feed.querySelectorAll<HTMLElement>('[data-message]')]
        .map((message) => [message.dataset['message'] ?? '', message.getBoundingClientRect()] as const)
        .filter(([, { top, bottom }]) => bottom > view.top && top < view.bottom)
        .map(([key, { top }]) => [key, top]),
    );
  const drawn = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    });
  const errors: number[] = [];
  const views = new Set<number>();
  const bare: { step: number; tops: readonly [number, number]; inView: readonly [number, number] }[] = [];
  for (let step = 0; step < 70; step++) {
    while (feed.scrollTop <= STEP) await drawn();
    const [before, from] = [inView(), feed.scrollTop];
    feed.scrollBy(0, -STEP);
    await drawn();
    const after = inView();
    const known = errors.length;
    views.add(feed.clientHeight);
    for (const [key, top] of after) {
      const was = before.get(key);
      if (was !== undefined) errors.push(Math.abs(top - was - STEP));
    }
    if (errors.length === known) bare.push({ step, tops: [from, feed.scrollTop], inView: [before.size, after.size] });
  }
  return { errors, height, views: [...views], bare };
}

/** In one task, faster than a person: types into a field and clicks another element. */
function typeAndClick(field: SVGElement | HTMLElement, { text, target }: { text: string; target: string }): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector<HTMLElement>(target)?.click();
}
