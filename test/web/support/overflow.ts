import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fails if the page is wider or higher than its window: parts of it scroll, never the whole. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [width, height] = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight];
  });
  expect(width).toBeLessThanOrEqual(0);
  expect(height).toBeLessThanOrEqual(0);
}
