import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** So many frames: lists measure their rows over a few of them, and look for their place again after each. */
const FRAMES = 8;

/**
 * Waits until something stays as it is. Frames of the page are counted and not milliseconds: on a busy machine there may be
 * none for a while, and what stands still then is not where it stays.
 */
export async function stays(page: Page, read: () => Promise<unknown>): Promise<void> {
  await expect
    .poll(async () => {
      const before = JSON.stringify(await read());
      await frames(page);
      return JSON.stringify(await read()) === before;
    })
    .toBe(true);
}

/** Lets the page do what it has begun: what it draws and listens for after that is there within a few frames. */
export function frames(page: Page): Promise<void> {
  return page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  }, FRAMES);
}
