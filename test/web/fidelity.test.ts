import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFidelityBackup } from '../support/fidelity/backup.ts';
import { fidelityTables, wrongIn } from '../support/fidelity/check.ts';
import { PAGE_ROWS } from '../support/fidelity/page-rows.ts';
import { indexNow } from '../support/index-now.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { goTo } from './support/navigate.ts';
import { useWebTest } from './support/web-test.ts';

/** Scrolls to every nth message; its neighbours are rendered too. */
const STEP = 6;

describeInBrowser('the page, as docs/fidelity.md says', () => {
  const web = useWebTest({ write: (backups) => writeFidelityBackup(join(backups, 'all')) });

  it('shows every message of a chat that has them all', async () => {
    await indexNow(web.app.app, web.backup, null);
    const page = await web.open(`b/${web.backup}/messages`);
    const at = `/backups/${web.backup}/artifacts/messages/conversations`;
    const { items: chats } = (await (await page.request.get(`${at}?limit=200`)).json()) as Listed;
    const chat = chats.find(({ title }) => title === 'Book club')?.key ?? '';
    const { items } = (await (await page.request.get(`${at}/${chat}/messages?limit=200`)).json()) as Listed;
    const shown = new Map<string, string>();
    for (const [index, { key }] of items.entries()) {
      if (index % STEP > 0 && index !== items.length - 1) continue;
      await goTo(page, `b/${web.backup}/messages?c=${chat}&m=${key}`);
      await page.locator(`[data-message="${key}"]`).waitFor();
      await settled(page);
      const rendered = await page
        .locator('[data-message]')
        .evaluateAll((all) => all.map((one) => [one.getAttribute('data-message') ?? '', one.outerHTML] as const));
      for (const [of, html] of rendered) shown.set(of, html);
    }
    expect(shown.size).toBe(items.length);
    const text = [...shown.values()].join('\n');
    const table = fidelityTables().get('Messages');
    const wrong = Object.entries(PAGE_ROWS).flatMap(([row, check]) => {
      const what = wrongIn(table?.get(row)?.get('page') ?? '', check, text);
      return what === null ? [] : [`${row}: ${what}`];
    });
    expect(wrong).toEqual([]);
  });
});

interface Listed {
  readonly items: readonly { readonly key: string; readonly title?: string }[];
}
