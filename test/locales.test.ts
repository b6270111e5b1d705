import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cataloguesModule,
  languageTagsModule,
  messageParams,
  placeholdersOf,
  textsOf,
} from '../scripts/message-params.ts';
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

  it('has no text that English does not have', () => {
    expect([...texts.keys()].filter((id) => !ENGLISH.has(id))).toEqual([]);
  });

  it('has the placeholders of the English texts', () => {
    const given = [...texts].map(([id, text]) => [id, placeholders(text)]);
    const wanted = [...texts.keys()].map((id) => [id, placeholders(ENGLISH.get(id) ?? '')]);
    expect(given).toEqual(wanted);
  });
});

// What other languages lack is shown in English.
it('has every text in German', () => {
  const german = textsOf(read('src/locales/de.json')).map(([id]) => id);
  expect(german.sort()).toEqual([...ENGLISH.keys()].sort());
});

it('is what the types of messages are made from', () => {
  expect(readFileSync('src/locales/params.ts', 'utf8')).toBe(messageParams(read('src/locales/en.json')));
  const languages = LANGUAGES.map((file) => basename(file, '.json'));
  expect(readFileSync('src/locales/catalogues.ts', 'utf8')).toBe(cataloguesModule(languages));
  expect(readFileSync('src/locales/language-tags.ts', 'utf8')).toBe(languageTagsModule(languages));
});

describe('every text', () => {
  const read = (pattern: string[]) =>
    globSync(pattern, { exclude: ['**/*.test.ts', '**/params.ts', '**/renamed.ts'] })
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');

  it('of a message is used', () => {
    const code = read(['src/**/*.ts', 'web/src/**/*.{ts,tsx}']);
    const used = new Set([...code.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)].map(([, id]) => id));
    // The texts of errors are used by code: `errors.${code}.title`. Those of records and values are for declarations.
    const isForAll = (id: string) =>
      /^(?:errors|next|export|page)\./.test(id) || /^lost\.[\w-]+\.(?:records|values)$/.test(id);
    expect([...ENGLISH.keys()].filter((id) => !isForAll(id) && !used.has(id))).toEqual([]);
  });

  it('of the next step of a case belongs to that case, and has no placeholder that it lacks', () => {
    const ofCases = [...ENGLISH].filter(([id]) => id.startsWith('next.'));
    expect(ofCases.length).toBeGreaterThan(0);
    for (const [id, text] of ofCases) {
      const detail = ENGLISH.get(id.replace('next.', 'detail.'));
      expect([id, detail === undefined]).toEqual([id, false]);
      const known = new Set(placeholdersOf(detail ?? '').keys());
      expect([id, [...placeholdersOf(text).keys()].filter((name) => !known.has(name))]).toEqual([id, []]);
    }
  });

  it('of the page is used, by its name or by a code of the API', () => {
    const byCode =
      /\.(?:labels|formats|effects|apps|appleApps|albumGroups|albumKinds|flagWords|announcement|domains|domainHints|integrity|plist|why|answers|roles|sections|availabilities|services|outcomes|statuses|states?|wordless|gist|badges|sources|drawing|actors|actions|origins|synonyms|\w+Steps)\./;
    const words = new Set(
      read(['web/src/**/*.{ts,tsx}', 'src/locales/{announcement-text,recognised}.ts']).match(/[\w-]+/g),
    );
    const unused = [...ENGLISH.keys()].filter(
      (id) => id.startsWith('page.') && !byCode.test(id) && !words.has(id.slice(id.lastIndexOf('.') + 1)),
    );
    expect(unused).toEqual([]);
  });

  it('of exports is used, by its name or by a code', () => {
    const byCode = /\.(?:outcomes|counted|reactions|states|wordless|areas|kinds)\./;
    const words = new Set(read(['src/export/**/*.ts', 'src/views/towns/*.ts']).match(/[\w-]+/g));
    const unused = [...ENGLISH.keys()].filter(
      (id) => id.startsWith('export.') && !byCode.test(id) && !words.has(id.slice(id.lastIndexOf('.') + 1)),
    );
    expect(unused).toEqual([]);
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

  it('are no longer used, and refer to texts', () => {
    expect(Object.keys(RENAMED).filter((code) => ENGLISH.has(code))).toEqual([]);
    expect(Object.values(RENAMED).filter((code) => !ENGLISH.has(code))).toEqual([]);
  });

  it('without a text are shown as they are', () => {
    expect(english(parseMessage(stored('constructor')))).toBe('constructor');
  });
});
