import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './support/chromium.ts';
import { LITTLE } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

/** Maximum size of the first screen, as Brotli compresses it. */
const MAX_FIRST_SCREEN_BYTES = 200_000;

describeInBrowser('the first screen', () => {
  const web = useWebTest({ demo: LITTLE });

  it('loads limited JavaScript, all from this server', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.waitForLoadState('networkidle');
    const addresses = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(addresses.filter((address) => !address.startsWith(`${web.app.url}/`))).toEqual([]);
    const scripts = addresses.filter((address) => address.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(1);
    const sizes = await Promise.all(
      scripts.map(async (address) => brotliCompressSync(await (await fetch(address)).bytes()).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_FIRST_SCREEN_BYTES);
  });
});

it('has no circular imports: constants could be read before they are set', () => {
  const assets = join(inject('pageFolder'), 'assets');
  const importsOf = new Map(
    globSync('*.js', { cwd: assets }).map((file) => {
      const text = readFileSync(join(assets, file), 'utf8');
      return [file, [...text.matchAll(/from"\.\/([^"]+\.js)"/g)].map(([, imported = '']) => imported)];
    }),
  );
  expect([...importsOf.values()].flat().length).toBeGreaterThan(50);
  // Repeatedly remove files without remaining imports, until only cycles and files that import them are left.
  for (let before = -1; before !== importsOf.size; ) {
    before = importsOf.size;
    for (const [file, imports] of importsOf) {
      if (!imports.some((imported) => importsOf.has(imported))) importsOf.delete(file);
    }
  }
  expect([...importsOf.keys()]).toEqual([]);
});
