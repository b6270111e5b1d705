import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { placeholdersOf, textsOf } from '../scripts/message-params.ts';
import german from '../src/locales/de.json' with { type: 'json' };
import english from '../src/locales/en.json' with { type: 'json' };
import type { Catalogue } from '../src/locales/renderer.ts';
import { createTexts, type Texts } from '../web/src/i18n/texts.ts';

const EN = createTexts(english.page, { language: 'en', locale: 'en-GB', catalogue: english });
const DE = createTexts(english.page, { language: 'de', locale: 'de', catalogue: german });

/** A translation in which every text can be distinguished from English: `Try again` is `«Try again»`. */
function pseudoOf(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([id, text]) => [id, typeof text === 'string' ? `«${text}»` : pseudoOf(text)]),
  );
}

const SOURCES = new Map(textsOf(english.page));

/** Leaves of a tree of texts by id, functions called with a value for each of their placeholders. */
function shownTexts(texts: object, above = ''): (readonly [id: string, text: string])[] {
  return Object.entries(texts).flatMap(([key, node]: [string, unknown]) => {
    const id = `${above}${key}`;
    if (typeof node === 'object' && node !== null) return shownTexts(node, `${id}.`);
    if (typeof node !== 'function') return [[id, String(node)] as const];
    const params = [...placeholdersOf(SOURCES.get(id) ?? '')];
    const values = params.map(([name, type]) => [name, type === 'number' ? 2 : type === 'Param' ? name : 'other']);
    return [[id, String(node(Object.fromEntries(values)))] as const];
  });
}

/** The tree without what is made by hand. */
function treeOf({ language: _language, server: _server, ...tree }: Texts): object {
  return tree;
}

describe('a third language', () => {
  const pseudo = pseudoOf(english);
  const texts = createTexts(english.page, { language: 'xx', locale: 'en-GB', catalogue: pseudo });

  it('is one catalogue: every text of the page comes from it, with the same placeholders', () => {
    const wanted = shownTexts(treeOf(EN)).map(([id, text]) => [id, `«${text}»`]);
    expect(wanted.length).toBeGreaterThan(1200);
    expect(shownTexts(treeOf(texts))).toEqual(wanted);
  });

  it('has messages of the server too', () => {
    const message = { code: 'lost.store', params: { path: 'x', problem: 'y' } };
    expect(texts.server('in English', message)).toMatch(/^«.*»$/);
    expect(texts.server('in English', { code: 'lost.of-a-newer-server', params: {} })).toBe('in English');
  });

  it('falls back to English for what its catalogue lacks', () => {
    const half = { page: { common: { retry: 'Réessayer' }, chat: 'no group' } };
    const { common, chat } = createTexts(english.page, { language: 'fr', locale: 'fr', catalogue: half });
    expect(common.retry).toBe('Réessayer');
    expect(common.cancel).toBe('Cancel');
    expect(common.files({ count: 1234 })).toBe('1,234 files');
    expect(chat.feed.label({ title: 'Anna' })).toBe('Messages with Anna');
    const none = createTexts(english.page, { language: 'fr', locale: 'fr', catalogue: {} });
    expect(shownTexts(treeOf(none))).toEqual(shownTexts(treeOf(EN)));
  });
});

it('uses the digits of the user’s locale', () => {
  expect(EN.common.files({ count: 1 })).toBe('1 file');
  expect(EN.common.files({ count: 1234 })).toBe('1,234 files');
  expect(DE.common.files({ count: 1234 })).toBe('1.234 Dateien');
  const swiss = createTexts(english.page, { language: 'de', locale: 'de-CH', catalogue: german });
  expect(swiss.common.files({ count: 1234 })).toBe("1'234 Dateien");
  expect(DE.map.located({ count: 1, others: 0 })).toBe('1 Foto mit Ort');
  expect(DE.map.located({ count: 2, others: 1 })).toBe('2 Fotos mit Ort · 1 anderer Ort');
});

it('shows values unchanged', () => {
  const title = "{title} # 'x' <b>";
  expect(EN.chat.feed.label({ title })).toBe(`Messages with ${title}`);
});

describe.each(globSync('src/locales/*.json'))('the page in %s', (file) => {
  const catalogue: Catalogue = JSON.parse(readFileSync(file, 'utf8'));
  const texts = new Map(textsOf(catalogue['page'] as Catalogue));

  it('has no quoted braces in a text without placeholders, which is not compiled', () => {
    const bad = [...texts].filter(([, text]) => placeholdersOf(text).size === 0 && /[{}]|''/.test(text));
    expect(bad).toEqual([]);
  });
});
