import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { KindView, RecordPageView } from '../../src/contract/kinds.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CATALOG, LITTLE } from './support/demos.ts';
import { saveFrom, unzip } from './support/downloads.ts';
import { HOSTILE } from './support/looks.ts';
import { goToAfresh } from './support/navigate.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** The map is drawn in software, which takes some time. */
const PATIENCE = { timeout: 20_000 };

describeInBrowser('the records of any kind', fullOnly, () => {
  const web = useWebTest({ demo: CATALOG, indexed: true });
  const open = (rest: string, options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/${rest}`, options);
  const rows = (page: Page, list: string) => page.getByRole('list', { name: list, exact: true }).getByRole('link');
  const titles = (page: Page, list: string) => rows(page, list).locator('.font-medium').allTextContents();
  const pathOf = (page: Page): string => decodeURIComponent(new URL(page.url()).pathname);

  /** The records of a kind in the API. */
  async function recordsOf(page: Page, kind: string): Promise<RecordPageView['items']> {
    const answer = await page.request.get(`${web.app.url}/backups/${web.backup}/kinds/${kind}/records`);
    return ((await answer.json()) as RecordPageView).items;
  }

  it('are in the sidebar by area, which is opened and closed by keys and remembered', async () => {
    const page = await open('overview');
    const nav = page.getByRole('navigation', { name: 'Main' });
    const area = nav.getByRole('button', { name: /^Web/ });
    await area.focus();
    expect(await area.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    const visits = nav.getByRole('link', { name: /^Visited pages/ });
    await visits.waitFor();
    expect(await visits.textContent()).toBe('Visited pages3');
    // Kinds with a screen of their own have their own link.
    expect(await nav.getByRole('link', { name: /^Messages/ }).count()).toBe(1);
    await expectAccessible(page);
    await page.reload();
    await visits.click();
    // Where there is room, the first record opens at once.
    await page.waitForURL(`**/b/${web.backup}/records/safari-history**`);
    await expect.poll(() => visits.getAttribute('aria-current')).toBe('page');
    // The screen is there: until then its area may open.
    await rows(page, 'Visited pages').first().waitFor();
    await area.click();
    await visits.waitFor({ state: 'hidden' });
    // The area of the current screen opens automatically.
    await page.goto(`b/${web.backup}/records/voicemail`);
    await nav.getByRole('link', { name: /^Voicemails/ }).waitFor();
  });

  it('are listed for one person from the page of that person, and for everybody again', async () => {
    const page = await open('overview');
    const all = await recordsOf(page, 'voicemail');
    const handle = all[0]?.from?.handle ?? '';
    const theirs = all.filter(({ from }) => from?.handle === handle);
    expect(theirs.length).toBeLessThan(all.length);
    await page.goto(`b/${web.backup}/people?p=${encodeURIComponent(handle)}`);
    await page.getByRole('link', { name: 'All: Voicemails' }).click();
    await page.waitForURL('**/records/voicemail**person=**');
    await expect.poll(() => rows(page, 'Voicemails').count()).toBe(theirs.length);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => rows(page, 'Voicemails').count()).toBe(all.length);
    expect(new URL(page.url()).searchParams.get('person')).toBeNull();
  });

  it('are listed on one page with counts, or why there are none, and searched by name', async () => {
    const page = await open('everything');
    const line = (name: RegExp) => page.getByRole('main').getByRole('link', { name });
    await line(/^Voicemails\s*5$/).waitFor();
    await line(/^Notes\s*Not in this backup$/).waitFor();
    await page.getByRole('searchbox', { name: 'Find a kind' }).fill('wi-fi');
    await page.waitForURL('**/everything?q=wi-fi');
    await line(/^Voicemails/).waitFor({ state: 'detached' });
    await line(/^Wi-Fi networks/).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Not in this backup' });
    await line(/^Voicemails/).waitFor({ state: 'detached' });
    await page.getByLabel('Area').selectOption({ label: 'Communication' });
    await page.waitForURL(/everything\?(?=.*area=communication)(?=.*show=missing)/);
    await line(/^WhatsApp calls\s*Not in this backup$/).click();
    await page.waitForURL(`**/b/${web.backup}/ledger?open=whatsapp`);
  });

  it('have the names of the codes of a list in the language of the page', async () => {
    const page = await open('records/state-of-mind', { locale: 'de-DE' });
    const main = page.getByRole('main');
    await main.getByText('Glücklich, Stolz · Freunde · The concert!').first().click();
    const fields = main.locator('dl').filter({ hasText: 'Gefühle' }).first();
    await fields.getByText('Glücklich, Stolz', { exact: true }).waitFor();
    expect(await main.getByText(/happy/).count()).toBe(0);
  });

  it('show lists of texts among the values that count, and lists without entries as none', async () => {
    const page = await open('records/reminders');
    await rows(page, 'Reminders').filter({ hasText: 'Water the lemon tree' }).click();
    const values = page.getByRole('main').locator('dl').first();
    await values.getByText('pots', { exact: true }).waitFor();
    await page.goto(`b/${web.backup}/records/clock`);
    await page.getByRole('main').locator('dl').first().waitFor();
    expect(await page.getByText('[]', { exact: true }).count()).toBe(0);
  });

  it('are listed by day, sorted, filtered and downloaded, with that in the URL', async () => {
    const page = await open('records/voicemail');
    const callers = ['vera@example.org', '+49 1511 2345670', '+49 1511 2345670', '+49 30 12345678', '+49 30 87654321'];
    await expect.poll(() => titles(page, 'Voicemails')).toEqual(callers);
    await page.getByRole('heading', { name: 'Tuesday, 3 June 2025' }).waitFor();
    await page.getByRole('button', { name: 'Descending: turn the order' }).click();
    await page.waitForURL('**/records/voicemail?sort=receivedAt');
    await expect.poll(() => titles(page, 'Voicemails')).toEqual(callers.toReversed());
    await page.getByRole('button', { name: 'Filter by a field' }).click();
    await page.getByLabel('Column to filter by').selectOption({ label: 'Transcript' });
    await page.getByRole('searchbox', { name: 'Transcript contains' }).fill('bicycle');
    await page.waitForURL('**value=bicycle**');
    await expect.poll(() => titles(page, 'Voicemails')).toEqual(['+49 30 12345678']);
    await page.reload();
    await expect.poll(() => titles(page, 'Voicemails')).toEqual(['+49 30 12345678']);
    const csvOf = async (): Promise<string> => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const item = page.getByRole('menuitem', { name: 'Table for spreadsheets (CSV)' });
      const files = await unzip(await saveFrom(page, () => item.click()));
      return [...files].find(([name]) => name.endsWith('.csv'))?.[1].toString('utf8') ?? '';
    };
    const filtered = await csvOf();
    expect(filtered).toContain('The bicycle is repaired.');
    expect(filtered).not.toContain('vera@example.org');
    await page.getByRole('searchbox', { name: 'Transcript contains' }).fill('no such word');
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await expect.poll(() => rows(page, 'Voicemails').count()).toBe(callers.length);
    const csv = await csvOf();
    for (const text of ['The bicycle is repaired.', 'vera@example.org']) expect(csv).toContain(text);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Redact …' }).click();
    expect(await page.getByRole('dialog').getByRole('switch', { name: 'Redact' }).isChecked()).toBe(true);
  });

  it('have the name of the code that titles them', async () => {
    const page = await open('records/health-workouts');
    const names = ['Hiking', 'Running', '4711', 'Yoga'];
    await expect.poll(() => titles(page, 'Workouts')).toEqual(expect.arrayContaining(names));
  });

  it('open by keys in sequence and by links, and close by Escape', async () => {
    const page = await open('records/voicemail');
    await rows(page, 'Voicemails').first().waitFor();
    const shown = (name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    // The first is open from the start.
    await shown('vera@example.org');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await shown('+49 1511 2345670');
    await page.getByText('The recording is not in this backup.').waitFor();
    // A number without a card is its own name, and is shown as that.
    expect(await page.getByRole('main').getByText('+4915112345670').count()).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await shown('+49 30 12345678');
    const path = pathOf(page);
    expect(path).toMatch(/\/records\/voicemail\/.+/);
    await page.getByText('Private line').waitFor();
    await page.keyboard.press('k');
    await shown('+49 1511 2345670');
    // The tooltip of a button under the pointer would handle Escape.
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Pick an entry' }).waitFor();
    expect(pathOf(page)).toMatch(/\/records\/voicemail$/);
    await page.goto(path.replace('/app/', ''));
    await shown('+49 30 12345678');
    await page.goto(`b/${web.backup}/records/voicemail/nothing`);
    await page.getByRole('alert').waitFor();
    await page.goto(`b/${web.backup}/records/no-such-kind`);
    await page.getByRole('heading', { name: 'There is no such kind of entry' }).waitFor();
  });

  it('are played if possible, and offer the file, if the backup is unlocked', async () => {
    const page = await open('records/voicemail');
    const message = (await recordsOf(page, 'voicemail')).find(({ from }) => from?.handle === '+493012345678');
    await page.goto(`b/${web.backup}/records/voicemail/${encodeURIComponent(message?.key ?? '')}`);
    await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click();
    await page.getByLabel('Backup password').fill('secret');
    await page.keyboard.press('Enter');
    await page.getByText('1.amr').waitFor();
    // Six bytes are not audio, with or without a converter.
    await page.getByText('This cannot be played here').waitFor(PATIENCE);
    const saved = await saveFrom(page, () => page.getByRole('link', { name: 'Save' }).first().click());
    expect(saved.bytes.toString()).toBe('#!AMR\n');
    await page.getByRole('link', { name: 'Open in Files' }).click();
    await page.waitForURL('**/files?f=*');
  });

  it('hide secrets until requested, and never show them in lists', async () => {
    const page = await open('records/cookies');
    await expect.poll(() => titles(page, 'Cookies')).toEqual(['.garden.example', 'maps.example']);
    const value = page.getByRole('definition').filter({ has: page.getByRole('button', { name: 'Show' }) });
    await value.waitFor();
    expect(await page.content()).not.toContain('b7e2c04fd1');
    await value.getByRole('button', { name: 'Show' }).click();
    await page.getByText('b7e2c04fd1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hide' }).click();
    await page.getByText('b7e2c04fd1', { exact: true }).waitFor({ state: 'detached' });
    await page.goto(`b/${web.backup}/tables?t=cookies&cols=site,value`);
    await page.getByRole('table', { name: 'Cookies' }).locator('[data-row]').first().waitFor();
    expect(await page.content()).not.toContain('b7e2c04fd1');
  });

  it('have web links that are not loaded automatically, and their source', async () => {
    const page = await open('records/safari-history', { unlocked: true });
    await rows(page, 'Visited pages').first().waitFor();
    await page.getByRole('link', { name: /^Tandem tours/ }).click();
    const link = page.getByRole('link', { name: 'https://example.org/tandem-tours', exact: true });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await page.getByRole('button', { name: 'Source' }).click();
    const drawer = page.getByRole('dialog', { name: 'Where this comes from' });
    await drawer.getByText('Library/Safari/History.db', { exact: true }).waitFor();
    await drawer.getByRole('button', { name: 'Show the raw row' }).click();
    await drawer.getByText('visit_time', { exact: true }).waitFor();
  });

  it('are in search, timeline and map, which link to them', async () => {
    const page = await web.open('search?q=bicycle');
    const hit = page.getByRole('list', { name: 'Hits' }).getByRole('link');
    await hit.filter({ hasText: 'Voicemail' }).click();
    await page.waitForURL('**/records/voicemail/*');
    await page.getByRole('heading', { level: 2, name: '+49 30 12345678' }).waitFor();

    await page.goto('search?q=area%3Aweb');
    const filters = page.getByRole('complementary', { name: 'Narrow down' });
    await filters.getByRole('button', { name: /^Visited page\s*3/ }).click();
    await expect.poll(() => hit.count()).toBe(3);
    await filters.getByRole('button', { name: /^Web\s*3/ }).click();
    await page.waitForURL('**/search?q=area%3Aweb&type=safari-history&area=web');

    await page.goto('timeline');
    await page.getByRole('button', { name: 'Types: Everything' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Web', exact: true }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    // Where the timeline is may be noted by then.
    await page.waitForURL((url) => url.searchParams.get('areas') === 'web');
    const inTime = page.getByRole('list', { name: 'Everything by time' }).getByRole('link');
    await inTime.filter({ hasText: 'Visited page' }).first().click();
    await page.waitForURL('**/records/safari-history/*');

    await page.goto(`b/${web.backup}/map?kind=wifi-access-point&at=45.4064,11.8768,12`);
    await page
      .getByRole('main')
      .getByRole('button', { name: /Café Zitrone$/ })
      .click(PATIENCE);
    await page
      .getByRole('region', { name: /^1 place$/ })
      .getByRole('link', { name: /^Café Zitrone/ })
      .click();
    await page.waitForURL('**/records/wifi-access-point/*');
    await page.getByRole('region', { name: 'Map of the place' }).waitFor();
    await page.getByText('45.4064° N, 11.8768° E').waitFor();
    await page.getByRole('link', { name: 'Open on the map' }).click();
    await page.waitForURL('**/map?*at=45.4064*');
    // Every open map continues drawing.
    await page.close();
  });

  it('are opened from the palette by name', async () => {
    const page = await open('overview');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search everything, or go to …').fill('voicem');
    await page.getByRole('option', { name: /^Voicemails/ }).click();
    await page.waitForURL('**/records/voicemail/**');
  });

  it('are opened from the palette by other words for them', async () => {
    const page = await open('overview');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByPlaceholder('Search everything, or go to …');
    await field.fill('app usage');
    await page.getByRole('option', { name: /^Installed apps/ }).waitFor();
    await page.getByRole('option', { name: /^Data usage/ }).waitFor();
    await field.fill('access wi-fi points');
    await page.getByRole('option', { name: /^Wi-Fi access points/ }).waitFor();
    await field.fill('locations');
    await page.getByRole('option', { name: /^Mentioned places/ }).waitFor();
    await page.getByRole('option', { name: 'Map', exact: true }).click();
    await page.waitForURL('**/map**');
    // Every open map continues drawing.
    await page.close();
  });

  it('have existing screens', async () => {
    const page = await open('overview');
    const { items } = (await (await page.request.get(`${web.app.url}/kinds`)).json()) as { items: KindView[] };
    const screens = new Set(items.flatMap(({ list, opens }) => [list?.screen ?? [], opens?.screen ?? []].flat()));
    expect(screens.size).toBeGreaterThan(5);
    for (const screen of screens) {
      await goToAfresh(page, `b/${web.backup}/${screen}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await page.getByText('There is no such screen').count(), screen).toBe(0);
    }
  });
});

describeInBrowser('hostile records', fullOnly, () => {
  const web = useWebTest({ demo: CATALOG, indexed: true, changes: true });

  it('are shown as text', async () => {
    const profile = `${HOSTILE}\n${'x'.repeat(500)}`;
    await sql`update safari_visits set title = ${HOSTILE}, url = 'javascript:document.title=1', profile = ${profile}`.execute(
      web.app.app.store.write,
    );
    const page = await web.open(`b/${web.backup}/records/safari-history`);
    await page.getByText('<script>', { exact: false }).first().waitFor();
    await page.keyboard.press('j');
    await page.getByText('javascript:document.title=1').last().waitFor();
    expect(await page.locator('main img[onerror], main script, main a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});

describeInBrowser('records that a backup does not have', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE, indexed: true });

  it('show the reason', fullOnly, async () => {
    const page = await web.open(`b/${web.backup}/records/voicemail`);
    await page.getByRole('heading', { name: 'Not in this backup' }).waitFor();
    await page.getByText('without visual voicemail the carrier keeps it', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Show in the ledger' }).click();
    await page.waitForURL('**/ledger?open=voicemail');
    const line = page.getByRole('button', { name: /^Voicemails/, expanded: true });
    const bottom = page.viewportSize()?.height ?? 0;
    await expect.poll(async () => (await line.boundingBox())?.y).toBeLessThan(bottom);
  });
});
