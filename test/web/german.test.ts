import { expect, it } from 'vitest';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the page in German', () => {
  const web = useWebTest({ demo: { password: 'secret', messages: 2000 }, indexed: true });
  const german = { locale: 'de-DE' } as const;

  /** Asks the API as the page does. */
  async function ask<T>(path: string): Promise<T> {
    const answer = await fetch(`${web.app.url}${path}`, { headers: { 'x-api-token': web.app.token } });
    expect(answer.status).toBe(200);
    return (await answer.json()) as T;
  }

  it('says in German whom a record is from, and what nobody is called', async () => {
    const page = await web.open('timeline?type=message', german);
    const main = page.getByRole('main');
    await main
      .getByRole('link', { name: /^Du an / })
      .first()
      .waitFor();
    expect(await main.getByRole('link', { name: /^You to / }).count()).toBe(0);
    await page.goto('search?q=from:niemandem%20in:nirgends');
    await main.getByText('from: hier hat niemand geschrieben, der „niemandem“ heißt.').waitFor();
    await main.getByText('in: es gibt keine Unterhaltung namens „nirgends“.').waitFor();
  });

  it('names a conversation of several people in German', async () => {
    const { items } = await ask<{
      readonly items: readonly {
        readonly key: string;
        readonly title: string;
        readonly name: string | null;
        readonly participantCount: number;
      }[];
    }>(`/backups/${web.backup}/artifacts/messages/conversations?kind=group&limit=200`);
    const unnamed = items.find(({ name, participantCount }) => name === null && participantCount > 1);
    if (unnamed === undefined) throw new Error('Every group of the demo has a name.');
    expect(unnamed.title).toContain(' and ');
    const page = await web.open(
      `b/${web.backup}/messages?c=${encodeURIComponent(JSON.stringify(unnamed.key))}`,
      german,
    );
    const heading = page.getByRole('heading', { level: 1, name: / und / });
    await heading.waitFor();
    await expect.poll(() => page.title()).toContain(' und ');
    // Shown at once the second time: what names the tab must not depend on what comes late.
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await expect.poll(() => page.title()).toContain('Zeitleiste');
    await page.goBack();
    await heading.waitFor();
    await expect.poll(() => page.title()).toContain(' und ');
  });

  it('says in German what artifacts are called, and why one is not there', async () => {
    const { ledger } = await ask<{
      readonly ledger: readonly { readonly artifact: string; readonly reason: string | null }[];
    }>(`/backups/${web.backup}`);
    expect(ledger.find(({ artifact }) => artifact === 'notes')?.reason).toBe('This backup holds no notes database.');
    const page = await web.open(`b/${web.backup}/ledger`, german);
    const main = page.getByRole('main');
    await main.getByText('Dieses Backup enthält keine Datenbank der Notizen.').waitFor();
    for (const name of [/^Nachrichten/, /^Kalender/, /^Anrufe/]) {
      await main.getByRole('button', { name }).waitFor();
    }
    expect(await main.getByText('This backup').count()).toBe(0);
    await page.goto(`b/${web.backup}/calls`);
    await main.getByText('Dieses Backup enthält keine Anrufliste.').waitFor();
    await page.goto(`b/${web.backup}/overview`);
    await main
      .getByRole('link', { name: /^Nachrichten/ })
      .first()
      .waitFor();
  });
});
