import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { WhatsappChatView } from '../../src/contract/whatsapp.ts';
import type { WhatsappTruth } from '../../src/synthetic/whatsapp/truth.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { settled, visitMessage, whatsappOfDemo } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { useWebTest } from './support/web-test.ts';

const SIZE = 1200;
const PEOPLE = 30;

describeInBrowser('the chats of WhatsApp', fullOnly, () => {
  const web = useWebTest({
    demo: { password: 'secret', messages: 0, contacts: PEOPLE, whatsapp: SIZE },
    indexed: true,
  });
  let truth: WhatsappTruth;
  beforeAll(async () => {
    truth = await whatsappOfDemo(SIZE, PEOPLE);
  });
  const open = (query = '', options = {}) => web.open(`b/${web.backup}/whatsapp${query}`, options);
  const visit = (page: Page, kind: string): Promise<Locator> =>
    visitMessage(page, { app: 'whatsapp', backup: web.backup, key: truth.examples[kind]?.pk });

  it('shows groups with names, in the dark theme and on a phone, and hostile names as text', async () => {
    const page = await open('?kind=group', { unlocked: true, theme: 'dark', width: 390, height: 844 });
    await page.locator('[data-chat]').filter({ hasText: '<b>House</b>' }).first().click();
    await settled(page);
    await page.getByText(/^\d+ members · /).waitFor();
    await expectAccessible(page);
    expect(await page.locator('h1 b').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  it('shows link previews, places, contacts, polls, stars, forwards and failures', async () => {
    const page = await open('', { unlocked: true });
    await page.locator('[data-chat]').first().waitFor();
    const link = await visit(page, 'link');
    await link.getByText('All about lemons').waitFor();
    expect(await link.getByRole('link').first().getAttribute('rel')).toContain('noreferrer');
    await expectAccessible(page);
    await (await visit(page, 'location')).getByText('51.75925, 19.45698').waitFor();
    await (await visit(page, 'contacts')).getByText('Íñigo Muñoz').waitFor();
    await (await visit(page, 'poll')).getByText('Pizza or pasta?').first().waitFor();
    await (await visit(page, 'reacted')).getByText('Starred').waitFor();
    await (await visit(page, 'forwarded')).getByText('Forwarded many times').waitFor();
    await (await visit(page, 'photo-not-downloaded')).getByText('Never downloaded to the phone').waitFor();
    await (await visit(page, 'failed')).getByText('Not delivered').waitFor();
    await expectAccessible(page);
  });

  it('shows ticks, view once, payments, and reactions to cards', async () => {
    const page = await open('', { unlocked: true });
    await page.locator('[data-chat]').first().waitFor();
    await (await visit(page, 'sent')).getByText('Sent', { exact: true }).waitFor();
    await (await visit(page, 'delivered')).getByText('Delivered', { exact: true }).waitFor();
    await (await visit(page, 'voice-played')).getByText('Played', { exact: true }).waitFor();
    await (await visit(page, 'view-once')).getByText('View once').waitFor();
    const place = await visit(page, 'location');
    await place.getByRole('button', { name: 'Reactions: 🍋 by You' }).waitFor();
    await (await visit(page, 'call')).getByRole('button', { name: 'Reactions: 👍 by You' }).waitFor();
    await expectAccessible(page);
    const payment = await visit(page, 'payment');
    await payment.getByText('Half of the pizza').waitFor();
    await payment.getByText('€12.50').waitFor();
    await payment.getByText(/^To /).waitFor();
    await payment.getByText('State code 6').waitFor();
    await payment.getByText('Read', { exact: true }).waitFor();
    await expectAccessible(page);
    await payment.getByRole('button', { name: 'Details of this message' }).click();
    const details = page.getByRole('dialog');
    await details.getByText('Accepted by the server').waitFor();
    await details.getByText('T77').waitFor();
  });

  it('shows markup of words, stickers, and what is kept of a chat besides its messages', async () => {
    const page = await open('', { unlocked: true });
    const marked = await visit(page, 'marked-up');
    expect(await marked.getByText('8:15', { exact: true }).evaluate((node) => getComputedStyle(node).fontWeight)).toBe(
      '700',
    );
    expect(await marked.textContent()).not.toMatch(/[*`]/);
    await (await visit(page, 'sticker')).locator('img').first().waitFor();
    const key = new URL(page.url()).searchParams.get('c')?.replaceAll('"', '') ?? '';
    const kept = { about: 'At <work>', draft: 'see you', disappearingSeconds: 604_800, liveLocationUntil: 86_400_000 };
    await web.app.app.store.write.updateTable('whatsapp_chats').set(kept).where('key', '=', Number(key)).execute();
    await page.goto(`b/${web.backup}/whatsapp?c=${key}&dialog=info`);
    const info = page.getByRole('dialog');
    for (const text of ['At <work>', 'see you', 'After 7 days']) await info.getByText(text, { exact: true }).waitFor();
    await info.getByText('Location shared until').waitFor();
    await expectAccessible(page);
  });

  it('says who is an admin of a group, and who has left it', async () => {
    const page = await open();
    const answer = await page.request.get(`/backups/${web.backup}/artifacts/whatsapp/chats?kind=group&limit=50`);
    const { items } = (await answer.json()) as { items: WhatsappChatView[] };
    const group = items.find(({ participants }) => participants.some(({ isActive }) => !isActive));
    await page.goto(`b/${web.backup}/whatsapp?c=${group?.key}&dialog=info`);
    const members = page.getByRole('dialog').getByRole('listitem');
    await members.filter({ hasText: 'No longer a member' }).first().waitFor();
    expect(await members.filter({ hasText: 'Admin' }).count()).toBe(1);
  });

  it('is in German, including system messages', async () => {
    const page = await open('?kind=group', { locale: 'de-DE' });
    await page.getByRole('searchbox', { name: 'Unterhaltungen filtern' }).waitFor();
    await (await visit(page, 'participant-added')).getByText(/ha(t|st) .* hinzugefügt/).waitFor();
    await (await visit(page, 'call'))
      .getByText('Anruf, 2min 5s')
      .or(page.getByText(/^Anruf, /))
      .first()
      .waitFor();
    await page.keyboard.press('Home');
    await page.getByText('Hier beginnt die Unterhaltung').waitFor();
  });
});
