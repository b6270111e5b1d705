import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { childrenOf } from '../promises/support/processes.ts';
import { fullOnly } from '../support/depth.ts';
import { expectAccessible } from './support/accessibility.ts';
import { settled } from './support/chats.ts';
import { describeInBrowser } from './support/chromium.ts';
import { waitUntilStable } from './support/frames.ts';
import { goTo } from './support/navigate.ts';
import { firstInView, scrollBy } from './support/scrolled.ts';
import { useWebTest } from './support/web-test.ts';

/** True for a process that reads a backup; the browser is a child of this process too. */
function isWorker(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('worker-process');
  } catch {
    return false;
  }
}

/** The chat of Messages with the newest message of this demo. */
const NEWEST_CHAT = 'Amelia Smith';

describeInBrowser('the first run of a backup', () => {
  const web = useWebTest({ demo: { messages: 6000, whatsapp: 3000, photos: 20, seed: 'first run' } });

  async function visibleMessages(): Promise<number> {
    const { store } = web.app.app;
    const { backupId, runs } = await store.runs.scope(web.backup);
    const { count } = await store.read
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('backupId', '=', backupId)
      .where('runId', '=', runs.get('messages') ?? 0)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Stops the processes that read the backup as soon as the newest records of `artifact` can be seen. */
  function stopAtPreview(artifact: string) {
    const shown = Promise.withResolvers<void>();
    const workers: number[] = [];
    const unwatch = web.app.app.indexer.watch(web.backup, ({ previews }) => {
      if (workers.length > 0 || !previews.some((preview) => preview.artifact === artifact)) return;
      workers.push(...childrenOf(process.pid).filter((pid) => isWorker(pid)));
      for (const pid of workers) process.kill(pid, 'SIGSTOP');
      shown.resolve();
    });
    const proceed = (): void => {
      unwatch();
      for (const pid of workers) if (isWorker(pid)) process.kill(pid, 'SIGCONT');
    };
    return { shown: shown.promise, proceed };
  }

  // test/preview.test.ts has the same of the index.
  it(
    'shows the newest messages before it has read all of them, and then all of them in their place',
    fullOnly,
    async () => {
      const { indexer } = web.app.app;
      const page = await web.open();
      // WhatsApp comes after Messages.
      const { shown, proceed } = stopAtPreview('whatsapp');
      try {
        await page.getByRole('link', { name: 'Start', exact: true }).click();
        await page.getByRole('button', { name: 'Read it' }).click();
        await shown;
        const early = page.getByText('To be seen already:');
        await early.getByRole('link', { name: /^Messages, back to \d+ \w+ \d{4}$/ }).waitFor();
        await early.getByRole('link', { name: /^WhatsApp, back to \d+ \w+ \d{4}$/ }).waitFor();
        await goTo(page, `b/${web.backup}/overview`);
        const note = page.getByRole('main').getByRole('note');
        await note.getByText('Reading, newest first').first().waitFor();
        await expectAccessible(page);

        await goTo(page, `b/${web.backup}/whatsapp`);
        const chats = page.getByRole('list', { name: 'Conversations' });
        await chats.getByRole('link').first().click();
        await page.getByRole('feed').locator('[data-message]').last().waitFor();
        // Nothing says that this is all.
        await page.getByText(/^\d+ messages? so far · /).waitFor();
        const beginning = page.getByRole('feed').getByText('Earlier messages are still being read');
        await expect
          .poll(async () => {
            await scrollBy(page, '[role=feed]', -100_000);
            return beginning.isVisible();
          })
          .toBe(true);
        await goTo(page, `b/${web.backup}/calls`);
        await page.getByRole('main').getByText('What is read stands here as soon as it is done.').waitFor();
        await expectAccessible(page);
        await goTo(page, `b/${web.backup}/whatsapp`);
        await note.getByText(/^Back to \d+ \w+ \d{4} so far: everything since then is here/).waitFor();
        await expectAccessible(page);

        await goTo(page, `b/${web.backup}/messages`);
        await page.waitForURL('**/messages');
        await note.getByText(/^Back to \d+ \w+ \d{4} so far: everything since then is here/).waitFor();
        // Not one of WhatsApp, whose list may still be there.
        const newest = chats.getByRole('link').and(page.locator('[href*="/messages?"]')).first();
        await expect.poll(() => newest.textContent()).toContain(NEWEST_CHAT);
        const name = await newest.textContent();
        await newest.click();
        const feed = page.getByRole('feed');
        const last = feed.locator('[data-message]').last();
        await last.waitFor();
        const [key, place] = [await last.getAttribute('data-message'), await last.boundingBox()];
        await expectAccessible(page);
        expect(await visibleMessages()).toBeLessThan(6000 / 2);
        const scrolled = await web.open(
          new URL(page.url()).pathname.slice('/app/'.length) + new URL(page.url()).search,
        );
        await settled(scrolled);
        await scrollBy(scrolled, '[role=feed]', -911);
        const inView = () => firstInView(scrolled, '[role=feed]', '[data-message]');
        await waitUntilStable(scrolled, inView);
        const before = await inView();

        proceed();
        expect(await indexer.wait(web.backup)).toMatchObject({ state: 'succeeded' });
        await note.waitFor({ state: 'detached' });
        await expect.poll(() => newest.textContent()).toBe(name);
        const after = feed.locator(`[data-message="${key}"]`);
        await expect.poll(() => after.boundingBox()).toEqual(place);
        await scrolled.getByRole('main').getByRole('note').waitFor({ state: 'detached' });
        await expect.poll(inView).toEqual(before);
        expect(await visibleMessages()).toBeGreaterThan(6000 / 2);
      } finally {
        proceed();
      }
    },
  );
});
