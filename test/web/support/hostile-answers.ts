import type { Page } from 'playwright-core';
import { HOSTILE } from './looks.ts';

/** Properties of responses whose text can come from other people. */
const WRITTEN_BY_STRANGERS = new Set(['title', 'snippet', 'name', 'label', 'app']);

/** Adds markup to every text from a backup in the responses at a path. */
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
