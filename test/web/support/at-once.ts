import type { Locator, Page } from 'playwright-core';

/** Presses keys one after the other before the page has drawn anything: as somebody who is faster than it. */
export function pressAtOnce(page: Page, ...keys: readonly string[]): Promise<void> {
  return page.evaluate((wanted) => {
    for (const key of wanted) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, keys);
}

/** Clicks elements one after the other before the page has drawn anything; the same one may be among them twice. */
export async function clickAtOnce(...elements: readonly Locator[]): Promise<void> {
  const [first] = elements;
  if (first === undefined) return;
  const handles = await Promise.all(elements.map((element) => element.elementHandle()));
  await first.page().evaluate((nodes) => {
    for (const node of nodes) (node as HTMLElement).click();
  }, handles);
}

/** A machine so many times slower: what the router draws comes long after the address has changed. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}
