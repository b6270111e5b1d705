import { expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { CHAT_DEMO, settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { saveFrom } from './support/downloads.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('redacted exports', () => {
  const web = useWebTest({ demo: CHAT_DEMO, indexed: true });

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
