import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { describeInBrowser } from './support/chromium.ts';
import { LITTLE } from './support/demos.ts';
import { useWebTest } from './support/web-test.ts';

/** Maximum size of the scripts of the first screen as they are sent, in Brotli. */
const MAX_FIRST_SCREEN_BYTES = 200_000;

/** Time in which all files of the palette begin to load. */
const PRELOADED_MS = 50;

describeInBrowser('the first screen', () => {
  const web = useWebTest({ demo: LITTLE });

  it('loads limited JavaScript, all from this server', async () => {
    const page = await web.open();
    await page.getByRole('heading', { name: 'Robin’s iPhone' }).waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => ({
        name: entry.name,
        sent: (entry as PerformanceResourceTiming).encodedBodySize,
        start: entry.startTime,
      })),
    );
    expect(loaded.filter(({ name }) => !name.startsWith(`${web.app.url}/`))).toEqual([]);
    // On a slow machine, the palette is loaded before the network is idle.
    const later = loaded.find(({ name }) => name.includes('/palette-'))?.start ?? Number.POSITIVE_INFINITY;
    const scripts = loaded.filter(({ name, start }) => name.endsWith('.js') && start < later - PRELOADED_MS);
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.every(({ sent }) => sent > 0)).toBe(true);
    expect(scripts.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThan(MAX_FIRST_SCREEN_BYTES);
  });
});

it('is compressed when it is built, but for the page with its nonce and the map', () => {
  const folder = inject('pageFolder');
  const assets = join(folder, 'assets');
  const read = (name: string): Buffer => readFileSync(join(assets, name));
  const texts = globSync('*.{css,js,mjs,svg}', { cwd: assets }).filter((name) => read(name).length > 1000);
  expect(texts.length).toBeGreaterThan(50);
  for (const name of texts) {
    const text = read(name);
    expect([name, brotliDecompressSync(read(`${name}.br`)).equals(text)]).toEqual([name, true]);
    expect([name, gunzipSync(read(`${name}.gz`)).equals(text)]).toEqual([name, true]);
  }
  const larger = globSync('*.{br,gz}', { cwd: assets }).filter(
    (name) => read(name).length >= read(name.slice(0, name.lastIndexOf('.'))).length,
  );
  expect(larger).toEqual([]);
  expect(globSync(['*.{br,gz}', 'assets/*.pmtiles.*'], { cwd: folder })).toEqual([]);
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
