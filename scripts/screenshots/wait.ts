import type { Page } from 'playwright-core';

/** Time between two looks at a page. */
const TURN_MS = 250;

/** Time after which waiting has failed, also on a busy machine. */
const MAX_MS = 60_000;

/**
 * Waits until an expression is true in a page. Not by `waitForFunction`, which the page's content security policy
 * refuses. @throws Error if it never is
 */
export async function waitUntilTrue(page: Page, expression: string): Promise<void> {
  const end = performance.now() + MAX_MS;
  while (!(await page.evaluate<boolean>(expression))) {
    if (performance.now() > end) throw new Error(`This is not true on ${page.url()}: ${expression}`);
    await page.waitForTimeout(TURN_MS);
  }
}

/** Fails with the name of what takes longer than a time: `evaluate`, for example, has no limit of its own. */
export async function within<T>(ms: number, name: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} is not there after ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
