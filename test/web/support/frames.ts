import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Number of frames in which lists measure their rows and restore their position. */
const FRAMES = 8;

/**
 * Waits until a value no longer changes. Counts frames instead of milliseconds: on a busy machine there may be no
 * frames for a while, and the value only seems stable.
 */
export async function waitUntilStable(page: Page, read: () => Promise<unknown>): Promise<void> {
  await expect
    .poll(async () => {
      const before = JSON.stringify(await read());
      await waitFrames(page);
      return JSON.stringify(await read()) === before;
    })
    .toBe(true);
}

/** Waits for a few frames, so that the page can render and add its listeners. */
export function waitFrames(page: Page): Promise<void> {
  return page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  }, FRAMES);
}
