import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cataloguesModule, messageParams, placeholdersOf, textsOf } from '../scripts/message-params.ts';
import { english } from '../src/locales/english.ts';
import { parseMessage } from '../src/locales/messages.ts';
import { RENAMED } from '../src/locales/renamed.ts';
import type { Catalogue } from '../src/locales/renderer.ts';

/** The texts of declarations are in English in the declarations: see `schema-texts.test.ts`. */
function read(file: string): Catalogue {
  const { schema: _, ...catalogue } = JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  return catalogue;
}
const ENGLISH = new Map(textsOf(read('src/locales/en.json')));
const LANGUAGES = globSync('src/locales/*.json');

/** Names and types, regardless of the order of `select` choices. */
function placeholders(text: string): [string, string][] {
  return [...placeholdersOf(text)].map(([name, type]) => [name, type.split(' | ').sort().join(' | ')]);
}

describe.each(LANGUAGES)('%s', (file) => {
  const texts = new Map(textsOf(read(file)));

  it('has exactly the English texts', () => {
    expect([...texts.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it('has the placeholders of the English texts', () => {
    const given = [...texts].map(([id, text]) => [id, placeholders(text)]);
    const wanted = [...texts.keys()].map((id) => [id, placeholders(ENGLISH.get(id) ?? '')]);
    expect(given).toEqual(wanted);
  });
});

it('matches the generated types of messages', () => {
  expect(readFileSync('src/locales/params.ts', 'utf8')).toBe(messageParams(read('src/locales/en.json')));
  const languages = LANGUAGES.map((file) => basename(file, '.json'));
  expect(readFileSync('src/locales/catalogues.ts', 'utf8')).toBe(cataloguesModule(languages));
});

describe('every text', () => {
  const code = globSync(['src/**/*.ts', 'web/src/**/*.{ts,tsx}'], {
    exclude: ['**/*.test.ts', '**/params.ts', '**/renamed.ts'],
  })
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const used = new Set([...code.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)].map(([, id]) => id));

  it('is used', () => {
    // The texts of errors are selected by code: `errors.${code}.title`. Those of records and values are for
    // declarations.
    const isForAll = (id: string) => id.startsWith('errors.') || /^lost\.[\w-]+\.(?:records|values)$/.test(id);
    expect([...ENGLISH.keys()].filter((id) => !isForAll(id) && !used.has(id))).toEqual([]);
  });
});

describe('codes of earlier versions', () => {
  const stored = (code: string, params = {}) => JSON.parse(JSON.stringify({ code, params }));

  it('are read as the present ones, also inside of others', () => {
    const old = stored('lost.store', { path: 'sms.db', problem: stored('detail.messages-database-without-messages') });
    expect(english(parseMessage(old))).toBe(
      'sms.db could not be read: The messages database has no table of messages.',
    );
  });

  it('are no longer used, and lead to texts', () => {
    expect(Object.keys(RENAMED).filter((code) => ENGLISH.has(code))).toEqual([]);
    expect(Object.values(RENAMED).filter((code) => !ENGLISH.has(code))).toEqual([]);
  });

  it('without a text are shown as they are', () => {
    expect(english(parseMessage(stored('constructor')))).toBe('constructor');
  });
});
