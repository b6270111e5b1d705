import type { Page } from 'playwright-core';

/** A path that no screen has, and what is shown there. */
const NOWHERE = 'no/such/screen';
const NOTHING_THERE = 'There is no such screen';

/** Navigates within the page without loading it again. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => history.pushState({}, '', address), `/app/${path}`);
}

/** Leaves the current screen for one that shows nothing, and waits until the screen is gone. */
export async function leaveScreen(page: Page): Promise<void> {
  await goTo(page, NOWHERE);
  await page.getByText(NOTHING_THERE).waitFor();
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
}

/** Navigates within the page after leaving its screen: what is found afterwards belongs to the new one. */
export async function goToAfresh(page: Page, path: string): Promise<void> {
  await leaveScreen(page);
  if (path === NOWHERE) return;
  await goTo(page, path);
  await page.getByText(NOTHING_THERE).waitFor({ state: 'detached' });
}
