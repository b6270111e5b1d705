import { posix } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { FileView } from '../../src/contract/files.ts';
import type { PhotoSummaryView, PhotoView } from '../../src/contract/photos.ts';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { EVERYTHING } from './support/demos.ts';
import { saveFrom } from './support/downloads.ts';
import { waitForKeys } from './support/focus.ts';
import { waitFrames } from './support/frames.ts';
import { pages } from './support/pages.ts';
import { useWebTest } from './support/web-test.ts';

type Part = keyof PhotoSummaryView['files'];

describeInBrowser('a photo that is looked at', fullOnly, () => {
  const web = useWebTest({ demo: EVERYTHING, indexed: true, changes: true });
  const viewerOf = (page: Page) =>
    page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Full screen' }) });
  const path = (key: string): string => `b/${web.backup}/photos?info=true&p=${encodeURIComponent(key)}`;

  /** A photo with this availability, with or without a title. */
  async function named(
    page: Page,
    part: Part,
    name: string,
  ): Promise<{ readonly key: string; readonly onDisk: string }> {
    const backup = `${web.app.url}/backups/${web.backup}`;
    const photos = await pages<PhotoSummaryView>(page, `${backup}/artifacts/photos`);
    const photo = photos.find(({ files }) => files[part]?.state === 'present');
    if (photo === undefined) throw new Error(`The demo has no ${part}.`);
    const { key, files } = photo;
    await web.app.app.store.write
      .updateTable('photo_assets')
      .set({ originalFilename: name })
      .where('key', '=', key)
      .execute();
    const answer = await page.request.get(`${backup}/files/${files[part]?.fileID}`);
    return { key, onDisk: posix.basename(((await answer.json()) as FileView).relativePath) };
  }

  it.each([
    ['original', 'Original', ''],
    ['edited', 'Edited', ' (edited)'],
    ['liveVideo', 'Live video', ''],
    ['thumbnail', 'Thumbnail', ' (small)'],
  ] as const)('is saved under the name that it was taken with: %s', async (part, label, added) => {
    const page = await web.open('', { unlocked: true });
    const { key, onDisk } = await named(page, part, `Dåy 1.5 – ${part}.HEIC`);
    await page.goto(path(key));
    const link = viewerOf(page).getByRole('link', { name: `Download: ${label}`, exact: true });
    await link.waitFor();
    const saved = await saveFrom(page, () => link.click());
    expect(saved.name).toBe(`Dåy 1.5 – ${part}${added}${posix.extname(onDisk)}`);
    expect(saved.bytes.length).toBeGreaterThan(0);
    if (part !== 'original') return;
    const best = await saveFrom(page, () =>
      viewerOf(page).getByRole('link', { name: 'Download the original', exact: true }).click(),
    );
    expect(best.name).toBe(saved.name);
    expect(best.bytes.equals(saved.bytes)).toBe(true);
  });

  it('has the text in the picture, to copy, and is found by it', async () => {
    const page = await web.open('', { unlocked: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const backup = `${web.app.url}/backups/${web.backup}`;
    const photos = await pages<PhotoSummaryView>(page, `${backup}/artifacts/photos?subtype=screenshot`);
    const texts = await Promise.all(
      photos.map(async ({ key }) => {
        const answer = await page.request.get(`${backup}/artifacts/photos/${key}`);
        return { key, text: ((await answer.json()) as PhotoView).recognisedText };
      }),
    );
    const photo = texts.find(({ text }) => text !== null);
    if (!photo?.text) throw new Error('The demo has no text in pictures.');
    const { key, text } = photo;
    await page.goto(path(key));
    const viewer = viewerOf(page);
    await viewer.getByRole('heading', { name: 'Text in the picture' }).waitFor();
    await viewer.getByRole('button', { name: 'Copy the text' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    const line = text.split('\n')[0] as string;
    await page.goto(`search?q=${encodeURIComponent(`"${line}"`)}`);
    await page
      .locator('mark')
      .filter({ hasText: line.split(' ')[0] as string })
      .first()
      .waitFor();
  });

  it('lies on the day of the place where it was taken, or on that of the displayed zone by choice', async () => {
    const page = await web.open('settings', { unlocked: true });
    await page.getByLabel('Time zone').selectOption('utc');
    const [photo] = await pages<PhotoSummaryView>(
      page,
      `${web.app.url}/backups/${web.backup}/artifacts/photos?library=true`,
    );
    await web.app.app.store.write
      .updateTable('photo_assets')
      .set({ createdAt: Date.UTC(2030, 0, 1, 0, 30), utcOffset: -36_000, timeZone: null })
      .where('key', '=', photo?.key ?? '')
      .execute();
    const grid = page.getByRole('region', { name: 'Photos by day' });
    const day = () => grid.getByRole('heading').first().getAttribute('title');
    await page.goto(`b/${web.backup}/photos`);
    await expect.poll(day).toBe('Monday, 31 December 2029');
    await expect.poll(() => grid.getByRole('link').first().textContent()).toContain('31 Dec 2029, 14:30');
    await page.goto('settings');
    await page.getByLabel('Days of photos').selectOption('display');
    await page.goto(`b/${web.backup}/photos`);
    await expect.poll(day).toBe('Tuesday, 1 January 2030');
    await expect.poll(() => grid.getByRole('link').first().textContent()).toContain('1 Jan 2030, 0:30');
  });

  it('is closed by one Escape, also with an open tooltip, but not with a drawer above', async () => {
    const page = await web.open('', { unlocked: true });
    const { key } = await named(page, 'edited', 'IMG_1.HEIC');
    const viewer = viewerOf(page);
    // By name: an earlier tooltip may still fade out for some frames.
    const tooltipOf = (name: RegExp) => page.getByRole('tooltip', { name });
    const tooltips = page.getByRole('tooltip');
    const untilGone = () => expect.poll(() => tooltips.count()).toBe(0);
    for (const show of ['hover', 'focus'] as const) {
      await page.goto(path(key));
      const button = viewer.getByRole('button', { name: 'Details', exact: true });
      await button.waitFor();
      if (show === 'hover') await button.hover();
      else {
        await page.mouse.move(0, 0);
        await viewer.getByRole('button', { name: 'Full screen' }).focus();
        await page.keyboard.press('Tab');
      }
      await tooltipOf(/^Details/).waitFor({ state: 'attached' });
      await waitFrames(page);
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      await untilGone();
      await expect.poll(() => new URL(page.url()).searchParams.get('p')).toBeNull();
    }
    await page.goto(path(key));
    await viewer.getByRole('button', { name: 'Source' }).click();
    const drawer = page.getByRole('dialog', { name: 'Where this comes from' });
    await waitForKeys(drawer);
    await drawer.getByRole('button', { name: /^Copy/ }).first().hover();
    await tooltipOf(/^Copy/).waitFor({ state: 'attached' });
    await waitFrames(page);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await viewer.count()).toBe(1);
    await waitForKeys(viewer);
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
  });
});
