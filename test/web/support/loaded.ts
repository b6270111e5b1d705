import type { Page } from 'playwright-core';

/**
 * Waits for a heading or dialog, and until the placeholders of what is loading are gone; `loading` is their name in the
 * language of the page.
 */
export async function loaded(page: Page, loading = 'Loading …'): Promise<void> {
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).first().waitFor();
  await page.waitForFunction(
    (name) => document.querySelector(`[aria-busy=true], [role=status][aria-label="${name}"]`) === null,
    loading,
  );
}
