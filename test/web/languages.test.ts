import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { textsOf } from '../../scripts/message-params.ts';
import { kinds } from '../../src/artifacts/kinds.ts';
import catalogue from '../../src/locales/en.json' with { type: 'json' };
import type { Catalogue } from '../../src/locales/renderer.ts';
import { fullOnly } from '../support/depth.ts';
import { describeInBrowser } from './support/chromium.ts';
import { CONVERSATIONS } from './support/demos.ts';
import { waitFrames } from './support/frames.ts';
import { loaded } from './support/loaded.ts';
import { useWebTest } from './support/web-test.ts';

const OTHERS = globSync('src/locales/*.json')
  .map((file) => basename(file, '.json'))
  .filter((language) => language !== 'en');

/** Name of the device of every demo. */
const DEMO_DEVICE = 'Robin’s iPhone';

/** Screens whose words are those of the page, hardly those of a backup. */
const SCREENS = [
  '',
  'settings',
  'b/$backup/overview',
  'b/$backup/ledger',
  'b/$backup/everything',
  'b/$backup/messages',
];

/** The texts of the page in a language. */
function textsOfPage(language: string): Catalogue {
  return (JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as { readonly page: Catalogue }).page;
}

/** English texts that the language says in other words: of the page, and names of kinds. */
function englishOnly(language: string): ReadonlySet<string> {
  const page = textsOfPage(language);
  const texts = new Map(textsOf(page));
  const names = kinds.map(({ names }) => names).filter((names) => Object.hasOwn(names, language));
  const own = new Set([...texts.values(), ...names.flatMap((names) => names[language] ?? [])]);
  const english = textsOf(catalogue.page).flatMap(([id, text]) => (texts.has(id) ? text : []));
  const all = [...english, ...names.flatMap(({ en }) => en ?? [])];
  return new Set(all.filter((text) => /\p{L}/u.test(text) && !text.includes('{') && !own.has(text)));
}

describeInBrowser('the page in every other language', () => {
  const web = useWebTest({ demo: CONVERSATIONS, indexed: true });

  it.each(OTHERS)('has no English words where it has its own: %s', fullOnly, async (language) => {
    const foreign = new Set(englishOnly(language));
    // The picture of Finder has an iPhone of the same name as that of the demo, which nobody translates.
    foreign.delete(DEMO_DEVICE);
    expect(foreign.size).toBeGreaterThan(700);
    const loading = new Map(textsOf(textsOfPage(language))).get('common.loading');
    expect(loading).toBeDefined();
    const page = await web.open('', { locale: language });
    for (const screen of SCREENS) {
      await page.goto(`/app/${screen.replace('$backup', web.backup)}`);
      await loaded(page, loading);
      await waitFrames(page);
      const { lang, texts } = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts: string[] = [];
        while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent?.trim() ?? '');
        return { lang: document.documentElement.lang, texts };
      });
      expect(lang).toBe(language);
      expect(texts.filter((text) => foreign.has(text)).map((text) => `${screen}: ${text}`)).toEqual([]);
    }
  });
});
