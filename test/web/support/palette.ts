import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Opens the palette, types, and waits for the results of the complete text: results of its beginning are shown until
 * then.
 */
export async function searchInPalette(page: Page, text: string): Promise<void> {
  const answer = page.waitForResponse((response) => {
    const { pathname, searchParams } = new URL(response.url());
    return pathname === '/search' && searchParams.get('q') === text;
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await answer;
  await expect
    .poll(() => page.getByRole('dialog').getByRole('option').getByRole('status').allTextContents())
    .toEqual(['']);
}
