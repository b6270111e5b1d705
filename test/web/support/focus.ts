import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { frames } from './frames.ts';

/** What has the focus, as somebody who uses the keyboard alone sees it. */
interface Focused {
  /** The page itself, or nothing that can be pointed at. */
  readonly isNowhere: boolean;
  /** Width of the line around it, pixels. */
  readonly outline: number;
  readonly isInView: boolean;
  readonly html: string;
}

/** Fails unless something in view has the focus and a line around it says so. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { isNowhere, outline, isInView, html } = await focused(page);
      return { isNowhere, isOutlined: outline >= 2, isInView, html };
    })
    .toMatchObject({ isNowhere: false, isOutlined: true, isInView: true });
}

/**
 * Waits until something over the page takes the keys: a dialog that has just opened, or from over which another one has
 * gone. The focus is in it first; Escape is still what was there before for a turn or two.
 */
export async function takesKeys(element: Locator): Promise<void> {
  await expect.poll(() => element.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  await frames(element.page());
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isDrawn = element.matches(':focus-visible') && outlineStyle !== 'none' && outlineColor !== 'rgba(0, 0, 0, 0)';
    return {
      isNowhere: element === document.body || element.id === 'main',
      outline: isDrawn ? Number.parseFloat(outlineWidth) : 0,
      isInView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
      html: element.outerHTML.slice(0, 120),
    };
  });
}

/** Presses Tab until what has the focus is what is looked for; fails where it is not reached. */
export async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(label)) return;
  }
  throw new Error(`Tab leads to no ${String(name)} in ${most} steps.`);
}
