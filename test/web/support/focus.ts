import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { waitFrames } from './frames.ts';

/** The focused element as seen by a keyboard user. */
interface Focused {
  /** True for the page itself or no element. */
  readonly isNowhere: boolean;
  /** Width of the outline, pixels. */
  readonly outline: number;
  readonly isInView: boolean;
  readonly html: string;
}

/** Fails unless a visible element has the focus and an outline. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { isNowhere, outline, isInView, html } = await focused(page);
      return { isNowhere, isOutlined: outline >= 2, isInView, html };
    })
    .toMatchObject({ isNowhere: false, isOutlined: true, isInView: true });
}

/**
 * Waits until a layer handles keys: a dialog that was just opened, or one below a closed dialog. It has the focus
 * first; the previous layer handles Escape for one or two frames longer.
 */
export async function waitForKeys(element: Locator): Promise<void> {
  await expect.poll(() => element.evaluate((node) => node.contains(document.activeElement))).toBe(true);
  await waitFrames(element.page());
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

/** Presses Tab until an element with this name has the focus; fails if it is not reached. */
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
