import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Opens the palette, types, and waits until what it shows was found of all that was typed: of the beginning of it other
 * things are found, and they stay until then.
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
