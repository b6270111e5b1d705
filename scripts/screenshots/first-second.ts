import type { Page } from 'playwright-core';
import { DEMO, DEMO_PASSWORD } from '../../src/synthetic/demo-spec.ts';
import type { DemoSpec } from '../../test/synthetic/index.ts';

/** A backup whose index takes long enough to look at its beginning. */
export const LARGE_DEMO: DemoSpec = { ...DEMO, messages: 80_000, whatsapp: 15_000, photos: 1500, contacts: 150 };

/** The first seconds of an index, then the first screens with contents while it continues. */
export async function walkFirstSecond(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Start' }).click({ timeout: 60_000 });
  await page.getByLabel('Backup password').fill(DEMO_PASSWORD);
  await page.getByLabel('Backup password').press('Enter');
  await page.getByRole('button', { name: 'Read it' }).click({ timeout: 60_000 });
  const start = performance.now();
  await page.getByRole('progressbar').waitFor();
  await shoot('started');
  const early = page.getByRole('main').getByRole('link', { name: /^Messages, back to/ });
  await early.waitFor({ timeout: 120_000 });
  print('first contents', start);
  await shoot('first-contents');
  await early.click();
  await page.locator('[data-message]').last().waitFor();
  print('newest chat', start);
  await shoot('newest-chat');
  await page.getByRole('navigation').getByRole('link', { name: 'Overview', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Activity' }).waitFor();
  await shoot('overview');
}

function print(what: string, start: number): void {
  process.stdout.write(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s after the start of the index\n`);
}
