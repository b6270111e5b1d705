import type { Page } from 'playwright-core';
import { HOSTILE } from './looks.ts';

/** Parts of answers that a stranger may have written. */
const WRITTEN_BY_STRANGERS = new Set(['title', 'snippet', 'name', 'label', 'app']);

/** Puts markup into every text of the server's answers at a path that comes from a backup. */
export async function makeAnswersHostile(page: Page, path: string): Promise<void> {
  await page.route(
    ({ pathname }) => pathname === path,
    async (route) => {
      const answer = await route.fetch();
      const body: unknown = JSON.parse(await answer.text(), (key, value: unknown) =>
        WRITTEN_BY_STRANGERS.has(key) && typeof value === 'string' ? HOSTILE : value,
      );
      await route.fulfill({ response: answer, json: body });
    },
  );
}
