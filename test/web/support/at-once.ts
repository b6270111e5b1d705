import type { Locator, Page } from 'playwright-core';

/**
 * Presses keys in sequence before the router renders: faster than a person. Promises are processed between them, as
 * between real key events.
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

/** Clicks elements in sequence before the page renders; an element can be clicked twice. */
export async function clickAtOnce(...elements: readonly Locator[]): Promise<void> {
  const [first] = elements;
  if (first === undefined) return;
  const handles = await Promise.all(elements.map((element) => element.elementHandle()));
  await first.page().evaluate((nodes) => {
    for (const node of nodes) (node as HTMLElement).click();
  }, handles);
}

/** Leaves requests for a path without an answer, and returns a function that gives their number. */
export async function hold(page: Page, path: RegExp): Promise<() => number> {
  let held = 0;
  await page.route(
    ({ pathname }) => path.test(pathname),
    () => {
      held += 1;
    },
  );
  return () => held;
}
