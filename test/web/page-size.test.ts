import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/chromium.ts';
import { LITTLE } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

/** What the first screen may load, compressed. */
const MAX_FIRST_SCREEN_BYTES = 250_000;

describeInBrowser('the first screen', () => {
  const web = useWebTest({ demo: LITTLE });

  it('loads no more JavaScript than it may, all of it from here', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.waitForLoadState('networkidle');
    const addresses = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(addresses.filter((address) => !address.startsWith(`${web.app.url}/`))).toEqual([]);
    const scripts = addresses.filter((address) => address.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(1);
    const sizes = await Promise.all(
      scripts.map(async (address) => gzipSync(await (await fetch(address)).bytes()).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_FIRST_SCREEN_BYTES);
  });
});
