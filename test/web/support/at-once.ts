import type { Locator, Page } from 'playwright-core';

/**
 * Presses keys one after the other before the router has drawn anything: as somebody who is faster than it. Promises are
 * kept in between, as they are between two keys of a keyboard.
 */
export function pressAtOnce(page: Page, ...keys: readonly string[]): Promise<void> {
  return page.evaluate(async (wanted) => {
    for (const key of wanted) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await Promise.resolve();
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
