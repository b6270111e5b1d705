import type { Page } from 'playwright-core';
import { DEMO, DEMO_PASSWORD } from '../../src/synthetic/demo-spec.ts';
import type { DemoSpec } from '../../test/synthetic/index.ts';

/** A backup whose index takes long enough to look at its beginning. */
export const LARGE_DEMO: DemoSpec = { ...DEMO, messages: 80_000, whatsapp: 15_000, photos: 1500, contacts: 150 };

/** Seconds after the start of the index. */
const MOMENTS = [0.3, 1, 3] as const;

/** The first seconds of an index, then the first screens with contents while it continues. */
export async function walkFirstSecond(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Start' }).click({ timeout: 60_000 });
  await page.getByLabel('Backup password').fill(DEMO_PASSWORD);
  await page.getByLabel('Backup password').press('Enter');
  await page.getByRole('button', { name: 'Read it' }).click({ timeout: 60_000 });
  const start = performance.now();
  for (const seconds of MOMENTS) {
    await page.waitForTimeout(Math.max(0, start + seconds * 1000 - performance.now()));
    await shoot(`${seconds}-s`);
  }
  const early = page.getByRole('main').getByRole('link', { name: /^Messages, back to/ });
  await early.waitFor({ timeout: 120_000 });
  print('first contents', start);
  await shoot('first-contents');
  await early.click();
  await page.locator('[data-message]').last().waitFor();
  print('newest chat', start);
  await shoot('newest-chat');
}

function print(what: string, start: number): void {
  process.stdout.write(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s after the start of the index\n`);
}
