import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('redacted exports', fullOnly, () => {
  const web = useWebTest({ demo: { ...CHAT_DEMO, password: 'secret' }, indexed: true });

  it('have no name of a person who was chosen', async () => {
    const page = await web.open(`b/${web.backup}/messages?sort=messages`);
    const chat = page.locator('[data-chat]').first();
    await chat.click();
    await settled(page);
    const title = (await page.getByRole('heading', { level: 1 }).first().textContent()) ?? '';
    const [first = ''] = title.trim().split(/\s+/);
    expect(first).not.toBe('');
    await page.getByRole('button', { name: 'More', exact: true }).last().click();
    await page.getByRole('menuitem', { name: /^Export/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Redact' }).click();
    await dialog.getByLabel('People who lose their names').selectOption('Chosen people');
    await expect.poll(() => dialog.getByRole('button', { name: 'Export', exact: true }).isDisabled()).toBe(true);
    await dialog
      .getByRole('checkbox', { name: new RegExp(`^${first}`) })
      .first()
      .check();
    await expectAccessible(page);
    await dialog.getByLabel('Format').selectOption('txt');
    const { name, bytes } = await saveFrom(page, () =>
      dialog.getByRole('button', { name: 'Export', exact: true }).click(),
    );
    const text = `${name}\n${bytes.toString()}`;
    expect(text).toContain('Person A');
    expect(text).not.toMatch(new RegExp(`(?<!\\p{L})${first}`, 'iu'));
    await page.getByText(/^Redacted: 1 person/).waitFor();
  });
});

/** Screens with a menu that exports at once, and how to get to it. */
const MENUS: readonly (readonly [screen: string, path: string])[] = [
  ['calls', 'calls'],
  ['calendar', 'calendar'],
  ['people', 'people'],
  ['a table', 'tables?t=calls'],
];

describeInBrowser('redaction in menus of formats', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const toRedaction = async (page: Page) => {
    await page.getByRole('button', { name: 'Export' }).last().click();
    await page.getByRole('menuitem', { name: 'Redact …' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('switch', { name: 'Redact' }).isChecked()).toBe(true);
    return dialog;
  };

  it.each(MENUS)('is offered for %s', fullOnly, async (_screen, path) => {
    const page = await web.open(`b/${web.backup}/${path}`, { unlocked: true });
    const dialog = await toRedaction(page);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // The menu itself begins without one.
    await page.getByRole('button', { name: 'Export' }).last().click();
    await page.getByRole('menuitem', { name: 'With choices …' }).click();
    expect(await page.getByRole('dialog').getByRole('switch', { name: 'Redact' }).isChecked()).toBe(false);
  });

  it('is offered for a note', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/notes`, { unlocked: true });
    await page.locator('a[href*="n="]').first().click();
    await toRedaction(page);
  });

  it('begins with the person whose card is exported', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/people?p=%2B14155550001`, { unlocked: true });
    const name = (await page.getByRole('heading', { level: 2 }).first().textContent()) ?? '';
    expect(name).toBe("Noah O'Brien");
    const dialog = await toRedaction(page);
    await dialog.getByLabel('People who lose their names').selectOption('Chosen people');
    const first = dialog.getByRole('checkbox').first();
    await first.waitFor();
    expect(await dialog.getByRole('listitem').first().textContent()).toContain(name);
    await first.check();
    const files = await unzip(
      await saveFrom(page, () => dialog.getByRole('button', { name: 'Export', exact: true }).click()),
    );
    const text = [...files].map(([path, bytes]) => `${path}\n${String(bytes)}`).join('\n');
    expect(text).toContain('FN:Person A');
    expect(text).not.toMatch(/noah|brien/i);
  });
});
