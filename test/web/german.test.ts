import { expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CONVERSATIONS } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

describeInBrowser('the page in German', fullOnly, () => {
  const web = useWebTest({ demo: CONVERSATIONS, indexed: true });
  const german = { locale: 'de-DE' } as const;

  /** Sends a request to the API. */
  async function ask<T>(path: string): Promise<T> {
    const answer = await fetch(`${web.app.url}${path}`, { headers: { 'x-api-token': web.app.token } });
    expect(answer.status).toBe(200);
    return (await answer.json()) as T;
  }

  it('shows senders in German, also unknown ones', async () => {
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
    // The second time all data is cached: the title of the tab must not depend on data that arrives late.
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await expect.poll(() => page.title()).toContain('Zeitleiste');
    await page.goBack();
    await heading.waitFor();
    await expect.poll(() => page.title()).toContain(' und ');
  });

  it('shows names of artifacts in German, and why one is missing', async () => {
    const { ledger } = await ask<{
      readonly ledger: readonly { readonly artifact: string; readonly reason: string | null }[];
    }>(`/backups/${web.backup}`);
    expect(ledger.find(({ artifact }) => artifact === 'notes')?.reason).toBe('This backup holds no notes database.');
    const page = await web.open(`b/${web.backup}/ledger`, german);
    const main = page.getByRole('main');
    await main.getByText('Dieses Backup enthält keine Datenbank der Notizen.').waitFor();
    for (const name of [/^Nachrichten/, /^Kalender/, /^Anrufe/]) {
      await main.getByRole('button', { name }).first().waitFor();
    }
    expect(await main.getByText('This backup').count()).toBe(0);
    await page.goto(`b/${web.backup}/notes`);
    await main.getByText('Dieses Backup enthält keine Datenbank der Notizen.').waitFor();
    await page.goto(`b/${web.backup}/overview`);
    await main
      .getByRole('link', { name: /^Nachrichten/ })
      .first()
      .waitFor();
  });

  it('shows system messages in German in chats, hits and the list of chats', async () => {
    const page = await web.open('timeline', german);
    const main = page.getByRole('main');
    const found = async (q: string): Promise<void> => {
      const { items } = await ask<{ readonly items: readonly unknown[] }>(`/search?q=${q}&limit=1`);
      expect(items).toHaveLength(1);
      await page.goto(`search?q=${q}`);
    };
    // Prints also have the words that were searched for.
    const seen = (text: string | RegExp) => main.getByText(text).filter({ visible: true });
    await found('type:message%20"changed%20the%20group%20photo"');
    await main.getByText('hat das Gruppenbild geändert').first().waitFor();
    expect(await seen('changed the group photo').count()).toBe(0);
    await found('type:whatsapp%20"named%20the%20group"');
    await main.getByText('die Gruppe „').first().waitFor();
    expect(await seen('named the group').count()).toBe(0);
    // Matched words are also marked in the German sentence if they are names.
    await page.goto('search?q=type:whatsapp%20"named%20the%20group"%20garden');
    await main.locator('mark', { hasText: 'Garden' }).first().waitFor();
    await found('type:whatsapp-call');
    await main
      .getByText(/^(Verpasster )?(Gruppen-)?(Videoanruf|Anruf)/)
      .first()
      .waitFor();
    await expect.poll(() => seen(/\bcall\b/).allTextContents()).toEqual([]);
  });

  it.each([
    ['messages', 'conversations'],
    ['whatsapp', 'chats'],
  ])('shows what happened last in the list of %s', async (app, list) => {
    const { items } = await ask<{
      readonly items: readonly {
        readonly key: string;
        readonly title: string;
        readonly lastSystemMessage: {
          readonly announcement: { readonly text: string } | null;
          readonly call: { readonly text: string } | null;
        } | null;
      }[];
    }>(`/backups/${web.backup}/artifacts/${app}/${list}?limit=200`);
    const last = items.find(({ lastSystemMessage }) => lastSystemMessage !== null);
    const english = last?.lastSystemMessage?.announcement?.text ?? last?.lastSystemMessage?.call?.text;
    if (last === undefined || english === undefined) throw new Error('Nothing happened last in any chat of the demo.');
    const page = await web.open(`b/${web.backup}/${app}?q=${encodeURIComponent(JSON.stringify(last.title))}`, german);
    const entry = page.locator(`[data-chat="${last.key}"]`);
    await entry.getByText(/^(Etwas geschah|Nachrichten|Verpasster|Anruf|Videoanruf|.+ (hat|hast|ist|bist) )/).waitFor();
    expect(await entry.getByText(english).count()).toBe(0);
    expect(await entry.getByText('Kein Text').count()).toBe(0);
  });

  it('shows withheld numbers and Apple’s labels of a card in German', async () => {
    const calls = await ask<{ readonly items: readonly { readonly key: string; readonly person: { name: string } }[] }>(
      `/backups/${web.backup}/artifacts/calls?limit=200`,
    );
    const withheld = calls.items.find(({ person }) => person.name === 'No caller ID');
    if (withheld === undefined) throw new Error('Nobody in the demo hid the number.');
    const page = await web.open(`b/${web.backup}/calls?c=${encodeURIComponent(JSON.stringify(withheld.key))}`, german);
    const main = page.getByRole('main');
    await main.getByRole('heading', { name: 'Nummer unterdrückt' }).first().waitFor();
    expect(await main.getByText('No caller ID').count()).toBe(0);
    const contacts = await ask<{ readonly items: readonly { readonly key: string }[] }>(
      `/backups/${web.backup}/tables/contacts/rows?column=dates&contains=Anniversary&limit=1`,
    );
    const person = `contact:${web.backup}:${contacts.items[0]?.key}`;
    await page.goto(`b/${web.backup}/people?p=${encodeURIComponent(JSON.stringify(person))}`);
    await main.getByText('Jahrestag', { exact: true }).waitFor();
    await main.getByText('Mutter', { exact: true }).waitFor();
    expect(await main.getByText('Anniversary').count()).toBe(0);
  });

  it('shows missing records and invalid searches in German', async () => {
    const page = await web.open(`b/${web.backup}/calls?c=nothing`, german);
    const main = page.getByRole('main');
    await main.getByText('Es gibt keinen Anruf mit diesem Schlüssel.').waitFor();
    await page.goto('search?q=from:');
    await main.getByText('from: braucht einen Wert.').waitFor();
  });

  it('shows names and descriptions of tables and columns in German', async () => {
    const page = await web.open(`b/${web.backup}/tables?t=message_conversations`, german);
    await page.getByRole('link', { name: /^Anhänge der Nachrichten/ }).waitFor();
    const table = page.getByRole('table', { name: 'Unterhaltungen' });
    await table.getByRole('columnheader', { name: 'Anzahl Nachrichten' }).waitFor();
    await page.getByRole('button', { name: 'Spalten' }).click();
    const menu = page.getByRole('menu');
    await menu.getByText('Anfang der neuesten Nachricht.').waitFor();
    expect(await menu.getByText('Beginning of the newest message.').count()).toBe(0);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await table.getByRole('row').nth(1).click();
    const drawer = page.getByRole('dialog', { name: /^Unterhaltungen / });
    await drawer.getByTitle('Älteste Nachricht.').waitFor();
  });
});
