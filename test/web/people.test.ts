import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Page as PageOf } from '../../src/contract/common.ts';
import type { PersonDetailView, PersonSummaryView } from '../../src/contract/people.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING, LITTLE } from './support/demos.ts';
import { HOSTILE } from './support/looks.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

/** Two people of the demo: one with the phone number of the card, one whose card has no country code. */
const ZOE = '?p=%2B14155550000';
const NOAH = '?p=%2B14155550001';

describeInBrowser('the people of a backup', () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true });
  const open = (rest = '', options: Parameters<typeof web.open>[1] = {}) =>
    web.open(`b/${web.backup}/people${rest}`, options);
  const rows = (page: Page) => page.getByRole('list', { name: 'People' }).getByRole('link');
  const personIn = (page: Page): string | null => new URL(page.url()).searchParams.get('p');

  it('are ordered by activity, and searched by name and number', async () => {
    const page = await open();
    await rows(page).first().getByText('messages', { exact: false }).waitFor();
    const field = page.getByRole('searchbox', { name: 'Find a person' });
    await field.fill('(415) 555-0001');
    await expect.poll(() => rows(page).count()).toBe(1);
    await rows(page).first().getByText("Noah O'Brien").waitFor();
    await field.fill('nobody of that name');
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
  });

  it('have an owner whose number is shown as its country writes it, which the backup does not', async () => {
    const page = await web.open(`?dialog=details&backup=${web.backup}`);
    const details = page.getByRole('dialog');
    await details.getByText('+1 555 010 0000', { exact: true }).waitFor();
    await expectAccessible(page);
    const { device } = await (await page.request.get(`/backups/${web.backup}`)).json();
    expect(device).toMatchObject({ phoneNumber: '+1 (555) 010-0000', phoneNumberText: '+1 555 010 0000' });
  });

  it('are shown with counts of all channels, each with a link', async () => {
    const page = await open(ZOE);
    const channels = page.getByRole('list', { name: 'Channels' });
    await channels.getByRole('link', { name: /^Messages/ }).waitFor();
    await channels.getByRole('link', { name: /^WhatsApp messages/ }).waitFor();
    await page.getByRole('heading', { name: 'Contact card' }).waitFor();
    await channels.getByRole('link', { name: /^Messages/ }).click();
    await page.waitForURL('**/messages?c=**');
    await page.goBack();
    await page.getByRole('heading', { name: 'Zoë Walker', level: 2 }).waitFor();
  });

  it('are shown with the direction of each call, as in the list of calls', async () => {
    const words = { incoming: /^Incoming/, outgoing: /^Outgoing/, missed: /^Missed/ };
    const seen = new Set<string>();
    for (const person of [ZOE, NOAH]) {
      const page = await open(person);
      const url = `/people/${person.slice('?p='.length)}?backup=${web.backup}`;
      const { records } = (await (await page.request.get(url)).json()) as PersonDetailView;
      for (const { kind, items } of records) {
        for (const { key, values } of kind === 'call' || kind === 'whatsapp-call' ? items.slice(0, 5) : []) {
          const isMissed = kind === 'call' ? values['outcome'] === 'missed' : values['isMissed'] === true;
          const word = isMissed ? 'missed' : (values['direction'] as 'incoming' | 'outgoing');
          seen.add(word);
          // The address has text that looks like a number in quotation marks.
          const c = encodeURIComponent(/^\d+$/.test(key) ? JSON.stringify(key) : key);
          const link = page.getByRole('main').locator(`a[href*="/calls?"][href*="c=${c}"]`);
          await link.getByText(words[word]).waitFor();
        }
      }
    }
    expect([...seen].sort()).toEqual(['incoming', 'missed', 'outgoing']);
  });

  it('lead from the number of messages to the chat with them, not to a group that was newer', async () => {
    const people = (
      await (await web.open(`b/${web.backup}/people`)).request.get(`/people?backup=${web.backup}&limit=100`)
    ).json() as Promise<PageOf<PersonSummaryView>>;
    const { items } = await people;
    const page = await open();
    let checked = 0;
    for (const { key } of items) {
      const detail = (await (
        await page.request.get(`/people/${encodeURIComponent(key)}?backup=${web.backup}`)
      ).json()) as PersonDetailView;
      const chats = detail.chats.filter(({ kind }) => kind === 'message');
      const direct = chats.find(({ chat }) => chat.kind === 'direct');
      if (direct === undefined || chats[0]?.chat.kind === 'direct') continue;
      checked++;
      await page.goto(`b/${web.backup}/people?p=${encodeURIComponent(key)}`);
      const link = page.getByRole('list', { name: 'Channels' }).getByRole('link', { name: /^Messages/ });
      const href = new URL((await link.getAttribute('href')) ?? '', page.url());
      expect(JSON.parse(href.searchParams.get('c') ?? '')).toBe(direct.chat.key);
      break;
    }
    expect(checked).toBe(1);
  });

  it('have their number beside their name, once, and the window does not scroll', async () => {
    const page = await open(NOAH);
    const head = page.getByRole('heading', { name: "Noah O'Brien", level: 2 }).locator('..');
    await head.getByText('+1 415 555 0001', { exact: true }).waitFor();
    await head.getByText('person1@example.com', { exact: true }).waitFor();
    expect(await head.getByText('4155550001', { exact: true }).count()).toBe(0);
    await expectNoOverflow(page);
  });

  it('show why their numbers and addresses belong to them', async () => {
    const page = await open(NOAH);
    const reasons = page.getByRole('listitem').filter({ hasText: '+1 415 555 0001' });
    await reasons.getByText('written without or with its country', { exact: false }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'person1@example.com' }).getByText('on their card').waitFor();
    // Copied, a number is as other programs take it.
    const copied = await reasons.getByText('+1 415 555 0001').evaluate((number) => {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      document.addEventListener('copy', ({ clipboardData }) => resolve(clipboardData?.getData('text/plain')));
      document.getSelection()?.selectAllChildren(number);
      document.execCommand('copy');
      return promise;
    });
    expect(copied).toBe('+14155550001');
    await reasons.getByRole('button', { name: 'Copy +1 415 555 0001' }).waitFor();
  });

  it('open by keys, close by Escape', async () => {
    const page = await open();
    await rows(page).first().waitFor();
    const names = rows(page).locator('.font-medium');
    const [one = '', other = ''] = await names.allTextContents();
    expect(one).not.toBe(other);
    /** Waits until a person is shown, as the URL changes before that. */
    const shown = (name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    // The first is open from the start.
    await shown(one);
    const first = personIn(page);
    expect(first).not.toBeNull();
    await page.keyboard.press('j');
    await shown(other);
    expect(personIn(page)).not.toBe(first);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Pick a person' }).waitFor();
  });

  it('have a photo if the backup is unlocked, otherwise a lock', async () => {
    const page = await open(ZOE);
    await page.getByRole('button', { name: 'Photo of Zoë Walker: Unlock' }).waitFor();
    const unlocked = await open(ZOE, { unlocked: true });
    const photo = unlocked.getByRole('img', { name: 'Photo of Zoë Walker' });
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 15_000 })
      .toBeGreaterThan(0);
  });

  it('are requested with a photo only if their card has one', async () => {
    // High enough for all people: rows out of view are not rendered.
    const page = await web.open('', { unlocked: true, height: 4000 });
    const answered: [string, number][] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('/photo')) answered.push([pathname, response.status()]);
    });
    const { items } = (await (
      await page.request.get(`${web.app.url}/people?backup=${web.backup}&limit=100`)
    ).json()) as PageOf<PersonSummaryView>;
    const wanted = items.flatMap(({ contacts }) => contacts.filter(({ hasPhoto }) => hasPhoto));
    expect(wanted.length).toBeGreaterThan(0);
    expect(items.some(({ contacts }) => contacts.some(({ hasPhoto }) => !hasPhoto))).toBe(true);
    const loaded = (): Promise<number> =>
      rows(page)
        .locator('img')
        .evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length);
    await page.goto(`b/${web.backup}/people`);
    await expect.poll(loaded).toBe(wanted.length);
    await page.goto(`b/${web.backup}/overview`);
    await page.getByRole('heading', { name: 'Top people' }).waitFor();
    await page.waitForLoadState('networkidle');
    const before = answered.length;
    await page.goto(`b/${web.backup}/messages`);
    await expect.poll(() => answered.length).toBeGreaterThan(before);
    await page.waitForLoadState('networkidle');
    expect(answered.length).toBeGreaterThanOrEqual(wanted.length);
    expect(answered.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('are downloaded as contact cards', async () => {
    const page = await open(ZOE);
    await page.getByRole('heading', { name: 'Contact card' }).waitFor();
    await rows(page).first().waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).last().click();
    await page.getByRole('menuitem', { name: 'Contact cards (vCard 4)' }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.(vcf|zip)$/);
  });
});

describeInBrowser('a person with a hostile card', fullOnly, () => {
  const web = useWebTest({ demo: LITTLE, indexed: true, changes: true });

  it('is text', async () => {
    await web.app.app.store.write
      .updateTable('contacts')
      .set({
        displayName: HOSTILE,
        firstName: HOSTILE,
        company: HOSTILE,
        note: `${HOSTILE}\n${'x'.repeat(500)}`,
        urls: [{ label: HOSTILE, value: 'javascript:document.title=1' }],
        addresses: [{ label: null, street: HOSTILE, __proto__: 'x' }],
        birthday: '--99-99',
        alternateBirthday: { calendar: HOSTILE, era: -1, year: 10 ** 6, month: 13, isLeapMonth: true, day: 99 },
      })
      .where('key', '=', 'p2')
      .execute();
    const page = await web.open(`b/${web.backup}/people?p=${encodeURIComponent(`contact:${web.backup}:p2`)}`);
    await page.getByText('--99-99').waitFor();
    await page.getByText('1000000-13L-99').waitFor();
    expect(await page.locator('main img[onerror], main script, main a[href^="javascript"]').count()).toBe(0);
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});
