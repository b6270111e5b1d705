import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { msg, plain, type StoredMessage } from '../../src/locales/messages.ts';
import type { LedgerEntry } from '../../src/model/outcome.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { HOSTILE, inEveryLook } from './support/looks.ts';
import { goToAfresh } from './support/navigate.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { useWebTest } from './support/web-test.ts';

const ARTIFACTS = ['messages', 'whatsapp', 'calls', 'contacts', 'photos', 'notes', 'calendar'] as const;
type ArtifactId = (typeof ARTIFACTS)[number];

const LARGE = msg('lost.too-large.messages');
const LARGE_12 = '12 messages are too large and were left out.';

/** Ledger entry of an artifact with `skipped` records that are too large. */
const partly = (skipped: number) => ({
  outcome: 'partial' as const,
  reason: LARGE,
  skipped,
  notes: [{ ...LARGE, count: skipped }],
});

const note = (page: Page) => page.getByRole('main').getByRole('note');

describeInBrowser('what is not all there is', fullOnly, () => {
  const web = useWebTest({
    demo: EVERYTHING,
    indexed: true,
    changes: true,
  });

  /** Rewrites the ledger with these outcomes, everything else complete. */
  async function ledger(lines: Partial<Record<ArtifactId, Partial<LedgerEntry>>> = {}): Promise<void> {
    for (const artifact of ARTIFACTS) {
      await web.app.app.store.write
        .updateTable('artifact_runs')
        .set({ outcome: 'indexed', reason: null, skipped: 0, notes: [], ...lines[artifact] })
        .where('artifact', '=', artifact)
        .execute();
    }
  }

  async function backupRow(
    row: Readonly<Record<string, string | number | boolean | StoredMessage | null>> = {},
  ): Promise<void> {
    await web.app.app.store.write
      .updateTable('backups')
      .set({ status: 'INDEXED', stale: false, staleReason: null, lastRunOutcome: 'succeeded', ...row })
      .execute();
  }

  const inBackup = (path: string): string => `b/${web.backup}/${path}`;
  const title = (page: Page, name: string) =>
    page.getByRole('main').getByRole('heading', { name, exact: true }).first();

  /** Screens of single artifacts, and how to wait for them. */
  const SCREENS: readonly (readonly [ArtifactId, string, (page: Page) => Promise<unknown>])[] = [
    [
      'messages',
      'messages',
      (page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor(),
    ],
    [
      'whatsapp',
      'whatsapp',
      (page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor(),
    ],
    [
      'photos',
      'photos',
      (page) => page.getByRole('region', { name: 'Photos by day' }).getByRole('link').first().waitFor(),
    ],
    ['notes', 'notes', (page) => page.getByRole('list', { name: 'Notes' }).getByRole('link').first().waitFor()],
    ['calendar', 'calendar', (page) => title(page, 'June 2025').waitFor()],
    ['calls', 'calls', (page) => page.getByRole('list', { name: 'Calls' }).getByRole('link').first().waitFor()],
    ['whatsapp', 'calls?log=whatsapp', (page) => title(page, 'Calls').waitFor()],
    ['contacts', 'people', (page) => page.getByRole('list', { name: 'People' }).getByRole('link').first().waitFor()],
    ['calls', 'people', (page) => page.getByRole('list', { name: 'People' }).getByRole('link').first().waitFor()],
    ['notes', 'tables?t=notes', (page) => page.getByRole('button', { name: 'Columns' }).waitFor()],
    ['photos', 'map', (page) => title(page, 'Map').waitFor()],
  ];

  it.each(SCREENS)(
    'is shown for %s on the screen %s, with a link to its ledger entry',
    async (artifact, path, isThere) => {
      await ledger({ [artifact]: partly(12) });
      await backupRow();
      const page = await web.open(inBackup(path));
      await isThere(page);
      await note(page).getByText('Partly read').waitFor();
      expect(await note(page).count()).toBe(1);
      expect(await note(page).innerText()).toContain('12 left out');
      expect(await note(page).innerText()).toContain(LARGE_12);
      await note(page).getByRole('link', { name: 'Show in the ledger' }).click();
      await page.waitForURL(`**/ledger?open=${artifact}`);
      await title(page, 'Ledger').waitFor();
    },
  );

  it('is shown where all kinds are searched and listed, unless filtered by another kind', async () => {
    await ledger({ messages: partly(12) });
    await backupRow();
    const page = await web.open('search?q=the');
    await note(page).getByText('Messages: Partly read').waitFor();
    await page.goto('search?q=the&type=note');
    await page
      .getByRole('main')
      .getByText(/^\d+ hits?$/)
      .waitFor();
    expect(await note(page).count()).toBe(0);
    await page.goto('search?q=nowhere-to-be-found');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await note(page).getByText('Messages: Partly read').waitFor();
    await page.goto('timeline');
    await note(page).getByText('Messages: Partly read').waitFor();
    await page.goto('timeline?types=note,event');
    await page.getByRole('list', { name: 'Everything by time' }).getByRole('link').first().waitFor();
    expect(await note(page).count()).toBe(0);
  });

  it('is shown on the overview and in the list of backups: a phone without messages would look the same', async () => {
    await ledger({
      contacts: partly(12),
      messages: { outcome: 'failed', reason: msg('errors.MALFORMED_DATABASE.title') },
    });
    await backupRow({ lastRunOutcome: 'partial' });
    const page = await web.open(inBackup('overview'));
    await note(page).getByText('Not everything is here: Messages and Contacts').waitFor();
    await page.goto('');
    const card = page.getByRole('main').getByRole('region', { name: 'Robin’s iPhone' });
    await card.getByText('Indexed, with gaps').waitFor();
    expect(await card.getByText(/^Backed up .* ago/).innerText()).not.toContain('Complete');
    await ledger();
    await backupRow();
    await page.goto(inBackup('overview'));
    await page.getByRole('region', { name: 'Storage' }).waitFor();
    expect(await note(page).count()).toBe(0);
    await page.goto('');
    expect(await card.getByText(/^Backed up .* ago/).innerText()).toContain('Complete');
  });

  it('is one line that can be opened if there are many', async () => {
    await ledger({
      messages: partly(12),
      contacts: { outcome: 'locked', reason: msg('errors.BACKUP_LOCKED.title') },
      notes: { outcome: 'failed', reason: msg('errors.MALFORMED_DATABASE.title') },
    });
    await backupRow({ stale: true, staleReason: msg('stale.rewritten') });
    const page = await web.open(inBackup('people'));
    const summary = note(page).getByText('Not everything is here: Contacts and Messages');
    await summary.waitFor();
    expect(await note(page).getByRole('link').count()).toBe(0);
    await summary.click();
    const lines = note(page).getByRole('listitem');
    await expect.poll(() => lines.count()).toBe(3);
    expect(await lines.nth(0).innerText()).toContain('Out of date');
    expect(await lines.nth(1).innerText()).toContain('Contacts: Locked');
    expect(await lines.nth(2).innerText()).toMatch(/Messages: Partly read · 12 left out/);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('is not shown if everything was read, on any screen', async () => {
    await ledger();
    await backupRow();
    const page = await web.open(inBackup('messages'));
    for (const [, path, isThere] of SCREENS) {
      await page.goto(inBackup(path));
      await isThere(page);
      await page.waitForLoadState('networkidle');
      expect([path, await note(page).count()]).toEqual([path, 0]);
    }
  });

  it('is requested once, not by every screen', async () => {
    await ledger(Object.fromEntries(ARTIFACTS.map((artifact) => [artifact, partly(1)])));
    await backupRow();
    const page = await web.open(inBackup('notes'), { spoiled: true });
    await note(page).getByText('Partly read').waitFor();
    await page.waitForLoadState('networkidle');
    // Long after everything else in the cache has expired.
    await page.clock.setFixedTime(Date.now() + 10 * 60_000);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const navigation = page.getByRole('navigation');
    for (const name of ['People', 'Tables', 'Notes', 'Timeline', 'Notes']) {
      await navigation.getByRole('link', { name, exact: true }).click();
      await page.getByRole('main').getByRole('heading', { name, exact: true }).first().waitFor();
      if (name !== 'Tables')
        await note(page)
          .getByText('1 left out')
          .or(note(page).getByText(/ left out/))
          .first()
          .waitFor();
    }
    expect(asked.filter((path) => path === `/backups/${web.backup}`)).toEqual([]);
  });

  it('disappears after an index run that completes it', async () => {
    await ledger({ notes: partly(12) });
    await backupRow({ status: 'INDEXING', lastRunOutcome: 'running' });
    const page = await web.open(inBackup('notes'));
    await note(page).getByText('Not everything is here').click();
    await note(page).getByText('Until it is done, this is what was indexed before.').waitFor();
    await note(page).getByText('Partly read').waitFor();
    await ledger();
    await backupRow({ lastIndexedAt: Date.now() });
    await note(page).waitFor({ state: 'detached' });
  });

  it('says of photos that reading goes on, not that there are none', async () => {
    const renamed = (from: string, to: string) =>
      web.app.app.store.write.updateTable('artifact_runs').set({ artifact: to }).where('artifact', '=', from).execute();
    const { lastIndexedAt } = await web.app.app.store.backups.get(web.backup);
    await ledger();
    await renamed('photos', 'photos-to-come');
    await backupRow({ status: 'INDEXING', lastRunOutcome: 'running', lastIndexedAt: null });
    try {
      const page = await web.open(inBackup('photos'));
      await page.getByRole('link', { name: 'See the progress' }).waitFor();
      expect(await page.getByRole('main').innerText()).not.toMatch(/\b0 items/);
    } finally {
      await renamed('photos-to-come', 'photos');
      await backupRow({ lastIndexedAt });
    }
  });

  it.each([
    ['cancelled', 'Indexing was cancelled. What was indexed before is still there.'],
    ['interrupted', 'Indexing was interrupted.'],
  ])('is told of a run that was %s', async (outcome, text) => {
    await ledger();
    await backupRow({ lastRunOutcome: outcome });
    const page = await web.open(inBackup('notes'));
    await note(page).getByText('From an earlier index run').waitFor();
    await note(page).getByText(text).waitFor();
    await note(page).getByRole('link', { name: 'Show in the ledger' }).click();
    await page.waitForURL('**/ledger');
  });

  it('is shown in German', async () => {
    await ledger({ notes: partly(1200) });
    await backupRow();
    const page = await web.open(inBackup('notes'), { locale: 'de-DE' });
    await note(page).getByText('Teilweise gelesen').waitFor();
    expect(await note(page).innerText()).toContain('1.200 Nachrichten wurden ausgelassen: zu groß.');
    expect(await note(page).innerText()).toContain('1.200 ausgelassen');
    await note(page).getByRole('link', { name: 'Im Protokoll zeigen' }).waitFor();
  });

  inEveryLook('$theme, $width wide', (look) => {
    it('is text, fits and is accessible', async () => {
      const reason = plain(`${HOSTILE} ${'x'.repeat(600)}`);
      await ledger(
        Object.fromEntries(ARTIFACTS.map((artifact) => [artifact, { outcome: 'partial', reason, skipped: 1 }])),
      );
      await backupRow({ stale: true, staleReason: reason });
      const page = await web.open(inBackup('notes'), look);
      for (const path of [inBackup('notes'), inBackup('photos'), inBackup('calendar'), 'search?q=the', 'timeline']) {
        await goToAfresh(page, path);
        await note(page).locator('summary').click();
        await note(page).getByRole('link').first().waitFor();
        expect(await page.locator('main img[onerror], main script').count()).toBe(0);
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
      expect(await page.title()).not.toBe('1');
    });
  });
});
